package control

import (
	"strconv"
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
	wanted, err := a.filter(r)
	if err != nil {
		return nil, err
	}
	found, err := list(a, r, messageKind(), wanted)
	return messagesAnswer{viewMessages(found)}, err
}

func viewMessages(found []owned[sandbox.Message]) []message {
	views := make([]message, len(found))
	for i := range found {
		views[i] = view(found[i].name, &found[i].item)
	}
	return views
}

func messageKind() kind[sandbox.Message] {
	return kind[sandbox.Message]{
		plural: "messages",
		of:     func(account *sandbox.Account) sequence[sandbox.Message] { return account.Messages },
		since:  func(m *sandbox.Message) time.Time { return m.CreatedAt },
		near: func(o owned[sandbox.Message]) near {
			shown := view(o.name, &o.item)
			return near{Message: &shown}
		},
	}
}

// waitMessages waits for messages; those already there count.
func (a *api) waitMessages(r *request) (any, error) {
	wanted, err := a.filter(r)
	if err != nil {
		return nil, err
	}
	found, late, err := wait(a, r, messageKind(), wanted)
	if late != nil {
		return late, nil
	}
	return messagesAnswer{viewMessages(found)}, err
}
