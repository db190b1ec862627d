package control

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
)

// message is one SMS to one recipient, as the control API shows it.
type message struct {
	Provider     string     `json:"provider"`
	Key          string     `json:"key"`
	ID           string     `json:"id"`   // the provider's; "-2", "-3" … for further recipients
	Send         string     `json:"send"` // the provider's id of the send
	To           string     `json:"to"`   // E.164
	From         string     `json:"from"`
	Text         string     `json:"text"`     // as the handset shows it
	Encoding     string     `json:"encoding"` // gsm7 or ucs2
	Parts        int        `json:"parts"`
	Cost         string     `json:"cost"` // "0.038"
	Currency     string     `json:"currency"`
	State        string     `json:"state"` // in the provider's words
	History      []change   `json:"history"`
	Tag          string     `json:"tag"`
	Sandbox      bool       `json:"sandbox"`
	ScheduledFor *time.Time `json:"scheduledFor"`
	CreatedAt    time.Time  `json:"createdAt"`
	Codes        []string   `json:"codes"` // one-time codes in the text
	Links        []string   `json:"links"`
}

type change struct {
	State string    `json:"state"`
	At    time.Time `json:"at"`
}

func view(name sandbox.Name, m *sandbox.Message) message {
	v := message{
		Provider: name.Provider, Key: name.Key,
		ID: m.ID(), Send: strconv.FormatInt(m.Send, 10),
		To: m.To.E164, From: m.From, Text: m.Text,
		Encoding: string(m.Size.Encoding), Parts: m.Size.Parts,
		Cost: m.Cost.String(), Currency: m.Currency, State: m.State,
		History: make([]change, len(m.History)),
		Tag:     m.Tag, Sandbox: m.Sandbox, CreatedAt: m.CreatedAt,
		Codes: orEmpty(sms.Codes(m.Text)), Links: orEmpty(sms.Links(m.Text)),
	}
	for i, c := range m.History {
		v.History[i] = change{c.State, c.At}
	}
	if !m.ScheduledFor.IsZero() {
		at := m.ScheduledFor.UTC()
		v.ScheduledFor = &at
	}
	return v
}

// orEmpty makes JSON write [] for what is not there.
func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

type messagesAnswer struct {
	Messages []message `json:"messages"`
}

// messages lists what the filters leave, oldest first; of more than limit, the
// newest.
func (a *api) messages(r *request) (any, error) {
	worlds, err := a.narrowed(r)
	if err != nil {
		return nil, err
	}
	wanted, err := a.filter(r)
	if err != nil {
		return nil, err
	}
	limit, err := limit(r)
	if err != nil {
		return nil, err
	}
	var found []owned
	for _, world := range worlds {
		world.Look(func(account *sandbox.Account) {
			found = append(found, newest(account, wanted, limit)...)
		})
	}
	slices.SortStableFunc(found, func(a, b owned) int { return a.message.CreatedAt.Compare(b.message.CreatedAt) })
	found = found[max(len(found)-limit, 0):]
	answer := messagesAnswer{Messages: make([]message, len(found))}
	for i := range found {
		answer.Messages[i] = view(found[i].name, &found[i].message)
	}
	return answer, nil
}

// owned is a copy of a message, to be looked at when its world is free again.
type owned struct {
	name    sandbox.Name
	message sandbox.Message
}

// newest are the last messages of an account that a filter lets through, oldest
// first.
func newest(account *sandbox.Account, wanted func(*sandbox.Message) bool, limit int) []owned {
	var found []owned
	for place := account.Messages.Len() - 1; place >= 0 && len(found) < limit; place-- {
		if m := account.Messages.At(place); wanted(m) {
			found = append(found, owned{account.Name, *m})
		}
	}
	slices.Reverse(found)
	return found
}

// message is one message with its history.
func (a *api) message(r *request) (any, error) {
	worlds, err := a.narrowed(r)
	if err != nil {
		return nil, err
	}
	id := r.vars["id"]
	send, nth, ok := splitID(id)
	var found []message
	for _, world := range worlds {
		world.Look(func(account *sandbox.Account) {
			for _, m := range account.Messages.Send(send) {
				if ok && m.Nth == nth && m.ID() == id {
					found = append(found, view(account.Name, m))
				}
			}
		})
	}
	switch len(found) {
	case 0:
		return nil, fail(http.StatusNotFound, "no message has the id %q; it was dropped, or never sent: see GET %s/messages", id, prefix)
	case 1:
		return found[0], nil
	}
	return nil, fail(http.StatusConflict, "%d accounts have a message %q; add provider and key", len(found), id)
}

// splitID takes "123-2" apart: the send, and the recipient's place in it.
func splitID(id string) (send int64, nth int, ok bool) {
	head, tail, several := strings.Cut(id, "-")
	send, err := strconv.ParseInt(head, 10, 64)
	if err != nil || !several {
		return send, 1, err == nil
	}
	nth, err = strconv.Atoi(tail)
	return send, nth, err == nil && nth > 1
}
