package control

import (
	"cmp"
	"net/http"
	"regexp"
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
	found := []message{}
	for _, world := range worlds {
		world.Look(func(account *sandbox.Account) {
			found = append(found, newest(account, wanted, limit)...)
		})
	}
	slices.SortStableFunc(found, func(a, b message) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), strings.Compare(a.Provider+a.Key, b.Provider+b.Key))
	})
	return messagesAnswer{found[max(len(found)-limit, 0):]}, nil
}

// newest are the last messages of an account that a filter lets through, oldest
// first.
func newest(account *sandbox.Account, wanted func(*sandbox.Message) bool, limit int) []message {
	var found []message
	for place := account.Messages.Len() - 1; place >= 0 && len(found) < limit; place-- {
		if m := account.Messages.At(place); wanted(m) {
			found = append(found, view(account.Name, m))
		}
	}
	slices.Reverse(found)
	return found
}

func limit(r *request) (int, error) {
	text := r.query.Get("limit")
	if text == "" {
		return 1000, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, fail(http.StatusBadRequest, "limit %q: it is a number from 1 on", text)
	}
	return n, nil
}

// filter reads the parameters that choose messages; all must hold.
func (a *api) filter(r *request) (func(*sandbox.Message) bool, error) {
	var tests []func(*sandbox.Message) bool
	add := func(test func(*sandbox.Message) bool) { tests = append(tests, test) }
	for name := range r.query {
		value := r.query.Get(name)
		switch name {
		case "to":
			number := a.numbers.Parse(value)
			if number.Kind == sms.Invalid {
				return nil, fail(http.StatusBadRequest, `to %q is no telephone number; write it like "+33612345678" ("+" is %%2B in a query) or "0612345678"`, value)
			}
			add(func(m *sandbox.Message) bool { return m.To.E164 == number.E164 })
		case "from":
			add(func(m *sandbox.Message) bool { return m.From == value })
		case "text":
			add(func(m *sandbox.Message) bool { return strings.Contains(m.Text, value) })
		case "match":
			pattern, err := regexp.Compile(value)
			if err != nil {
				return nil, fail(http.StatusBadRequest, "match: %v", err)
			}
			add(func(m *sandbox.Message) bool { return pattern.MatchString(m.Text) })
		case "state":
			if known := a.states(r.query.Get("provider")); !slices.Contains(known, value) {
				return nil, fail(http.StatusBadRequest, "state %q is not known; it is one of %s", value, strings.Join(known, ", "))
			}
			add(func(m *sandbox.Message) bool { return m.State == value })
		case "tag":
			add(func(m *sandbox.Message) bool { return m.Tag == value })
		case "send":
			if _, nth, ok := splitID(value); !ok || nth > 1 {
				return nil, fail(http.StatusBadRequest, "send %q is no id of a send; it is the number that the provider answered", value)
			}
			add(func(m *sandbox.Message) bool { return strconv.FormatInt(m.Send, 10) == value })
		case "since":
			since, err := time.Parse(time.RFC3339, value)
			if err != nil {
				return nil, fail(http.StatusBadRequest, `since %q: it is a time like "2026-02-01T08:00:00Z" (RFC 3339)`, value)
			}
			add(func(m *sandbox.Message) bool { return !m.CreatedAt.Before(since) })
		}
	}
	return func(m *sandbox.Message) bool {
		return !slices.ContainsFunc(tests, func(test func(*sandbox.Message) bool) bool { return !test(m) })
	}, nil
}

// states are those that the messages of a provider can be in, or of all.
func (a *api) states(provider string) []string {
	var states []string
	for _, dialect := range a.dialects {
		if provider == "" || provider == dialect.Provider {
			states = append(states, dialect.States...)
		}
	}
	return states
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
