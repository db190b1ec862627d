package control

import (
	"fmt"
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
	wanted, err := a.filter(r)
	if err != nil {
		return nil, err
	}
	found, err := a.findMessages(r, wanted)
	return messagesAnswer{viewMessages(found)}, err
}

func viewMessages(found []ownedMessage) []message {
	views := make([]message, len(found))
	for i := range found {
		views[i] = view(found[i].name, &found[i].message)
	}
	return views
}

// findMessages are the newest messages that are wanted, oldest first.
func (a *api) findMessages(r *request, wanted conditions[*sandbox.Message]) ([]ownedMessage, error) {
	worlds, err := a.narrowed(r)
	if err != nil {
		return nil, err
	}
	limit, err := limit(r)
	if err != nil {
		return nil, err
	}
	var found []ownedMessage
	for _, world := range worlds {
		world.Look(func(account *sandbox.Account) {
			found = append(found, newest(account, wanted.hold, limit)...)
		})
	}
	slices.SortStableFunc(found, func(a, b ownedMessage) int { return a.message.CreatedAt.Compare(b.message.CreatedAt) })
	return found[max(len(found)-limit, 0):], nil
}

// waitMessages waits for messages; those already there count.
func (a *api) waitMessages(r *request) (any, error) {
	p, err := readPatience(r)
	if err != nil {
		return nil, err
	}
	wanted, err := a.filter(r)
	if err != nil {
		return nil, err
	}
	var found []ownedMessage
	enough, err := a.await(r, p, func() (int, error) {
		found, err = a.findMessages(r, wanted)
		return len(found), err
	})
	if err != nil || enough {
		return messagesAnswer{viewMessages(found)}, err
	}
	return a.overdueMessages(r, wanted, p.tooFew("messages", len(found)))
}

func (a *api) overdueMessages(r *request, wanted conditions[*sandbox.Message], text string) (any, error) {
	all, err := a.findMessages(r, nil)
	if err != nil {
		return nil, err
	}
	var others []*ownedMessage
	for i := range all {
		if !wanted.hold(&all[i].message) {
			others = append(others, &all[i])
		}
	}
	answer := &overdue{Error: text, Nearest: []near{}}
	for _, o := range nearest(others, func(o *ownedMessage) map[string]string { return wanted.differences(&o.message) }) {
		shown := view(o.name, &o.message)
		answer.Nearest = append(answer.Nearest, near{Message: &shown, Differs: wanted.differences(&o.message)})
	}
	return answer, nil
}

// ownedMessage is a copy of a message, to be looked at when its world is free again.
type ownedMessage struct {
	name    sandbox.Name
	message sandbox.Message
}

// newest are the last messages of an account that a filter lets through, oldest
// first.
func newest(account *sandbox.Account, wanted func(*sandbox.Message) bool, limit int) []ownedMessage {
	var found []ownedMessage
	for place := account.Messages.Len() - 1; place >= 0 && len(found) < limit; place-- {
		if m := account.Messages.At(place); wanted(m) {
			found = append(found, ownedMessage{account.Name, *m})
		}
	}
	slices.Reverse(found)
	return found
}

// message is one message with its history.
func (a *api) message(r *request) (any, error) {
	owner, err := a.ownerOf(r)
	if err != nil {
		return nil, err
	}
	var answer any
	owner.Look(func(account *sandbox.Account) {
		if m := find(account, r.vars["id"]); m != nil {
			answer = view(account.Name, m)
		}
	})
	return answer, goneMeanwhile(answer, r)
}

// ownerOf is the world that has the message with the id in the path.
func (a *api) ownerOf(r *request) (sandbox.Ref, error) {
	worlds, err := a.narrowed(r)
	if err != nil {
		return sandbox.Ref{}, err
	}
	id := r.vars["id"]
	return single(worlds, fmt.Sprintf("message %q", id), func(account *sandbox.Account) bool { return find(account, id) != nil })
}

func goneMeanwhile(answer any, r *request) error {
	if answer == nil {
		return fail(http.StatusNotFound, "message %q was dropped meanwhile", r.vars["id"])
	}
	return nil
}

// find is the message with an id, nil if the account has none.
func find(account *sandbox.Account, id string) *sandbox.Message {
	send, nth, ok := splitID(id)
	for _, m := range account.Messages.Send(send) {
		if ok && m.Nth == nth && m.ID() == id {
			return m
		}
	}
	return nil
}

// stateOrder is the body of POST /_fakesms/messages/{id}/state.
type stateOrder struct {
	State string `json:"state"`
}

// forceState puts a message into a state now; what was to happen to it does not.
func (a *api) forceState(r *request) (any, error) {
	var order stateOrder
	if err := decode(r, &order); err != nil {
		return nil, err
	}
	owner, err := a.ownerOf(r)
	if err != nil {
		return nil, err
	}
	if known := a.dialect(owner.Name.Provider).States; !slices.Contains(known, order.State) {
		return nil, fail(http.StatusBadRequest, `member "state": %q is not known; it is one of %s`, order.State, strings.Join(known, ", "))
	}
	var answer any
	owner.Do(func(account *sandbox.Account) {
		if m := find(account, r.vars["id"]); m != nil {
			account.Force(m, order.State)
			answer = view(account.Name, m)
		}
	})
	return answer, goneMeanwhile(answer, r)
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
