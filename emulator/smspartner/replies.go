package smspartner

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// shortReply is what the application is told of an answer to a short code.
type shortReply struct {
	Type        string `json:"type"` // "response" or "stop"
	PhoneNumber string `json:"phone_number"`
	Text        string `json:"text"`
	MessageID   int64  `json:"message_id"`
}

// longReply is an answer to a virtual number, or a part of one: the provider
// passes on what its own supplier sends, texts only. Whether the timestamp is
// UTC is assumed.
type longReply struct {
	MSISDN      string `json:"msisdn"` // 33…, no plus
	To          string `json:"to"`     // the same
	MessageID   string `json:"messageId"`
	Concat      string `json:"concat,omitempty"` // "true" in a part of several
	ConcatRef   string `json:"concat-ref,omitempty"`
	ConcatTotal string `json:"concat-total,omitempty"`
	ConcatPart  string `json:"concat-part,omitempty"` // from "1"
	Text        string `json:"text"`
	Type        string `json:"type"` // "text"
	Keyword     string `json:"keyword"`
	Timestamp   string `json:"message-timestamp"` // "2016-03-10 09:51:46"
}

// answered calls back what a handset answered. An answer goes to the short code
// unless the message came from a virtual number: nobody can answer a name.
func (p *provider) answered(account *sandbox.Account, reply *sandbox.Reply, m *sandbox.Message) {
	set := settingsOf(account)
	if reply.To == "" {
		reply.To = set.ShortCode
		if m != nil && p.isLong(m.From) {
			reply.To = m.From
		}
	}
	target := set.ReplyURL
	if m != nil {
		target = cmp.Or(m.ReplyURL, target)
	}
	if target == "" {
		return
	}
	kind := "reply"
	if reply.Stop {
		kind = "stop"
	}
	for _, body := range p.replyBodies(account, reply) {
		callback := &sandbox.Callback{Kind: kind, URL: target, ContentType: "application/json", Body: asciiJSON(body)}
		if p.formReplies {
			callback.ContentType, callback.Body = "application/x-www-form-urlencoded", asForm(body)
		}
		account.Owe(callback, m)
	}
}

// replyBodies are what an answer is told with: a long one to a virtual number
// comes in the parts that the handset sent.
func (p *provider) replyBodies(account *sandbox.Account, reply *sandbox.Reply) [][]byte {
	if !p.isLong(reply.To) {
		short := shortReply{Type: "response", PhoneNumber: reply.From, Text: reply.Text, MessageID: reply.Send}
		if reply.Stop {
			short.Type = "stop"
		}
		return [][]byte{web.JSON(short)}
	}
	parts := sms.Split(reply.Text)
	bodies := make([][]byte, len(parts))
	for i, text := range parts {
		made := newMaker(account.Seed("reply part", reply.ID*1000+int64(i)))
		long := longReply{
			MSISDN: strings.TrimPrefix(reply.From, "+"), To: strings.TrimPrefix(p.numbers.Parse(reply.To).E164, "+"),
			MessageID: made.uuid(), Text: text, Type: "text", Keyword: firstWord(text), Timestamp: reply.At.Format(time.DateTime),
		}
		if len(parts) > 1 {
			long.Concat, long.ConcatRef = "true", strconv.FormatInt(reply.ID%256, 10)
			long.ConcatTotal, long.ConcatPart = strconv.Itoa(len(parts)), strconv.Itoa(i+1)
			long.Keyword = strings.ToUpper(long.Keyword) // as the samples of parts have it, and that of a single one has not
		}
		bodies[i] = web.JSON(long)
	}
	return bodies
}

func firstWord(text string) string {
	words := strings.Fields(text)
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

// asForm is the body that the older pages suggest: they print replies as PHP
// arrays, every value a text.
func asForm(body []byte) []byte {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var members map[string]any
	_ = decoder.Decode(&members) // it is ours
	form := url.Values{}
	for name, value := range members {
		form.Set(name, fmt.Sprint(value))
	}
	return []byte(form.Encode())
}

// isLong tells a virtual number from a short code and a name.
func (p *provider) isLong(number string) bool { return p.numbers.Parse(number).E164 != "" }
