package control

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// callback is a request owed to the user's application, as the control API shows
// it.
type callback struct {
	Provider    string     `json:"provider"`
	Key         string     `json:"key"`
	ID          int64      `json:"id"`
	Kind        string     `json:"kind"`    // in the provider's words
	Message     string     `json:"message"` // id; "" if it is about none
	To          string     `json:"to"`      // that message's recipient
	URL         string     `json:"url"`
	ContentType string     `json:"contentType"`
	Body        string     `json:"body"`
	State       string     `json:"state"` // owed, delivered, failed or refused
	OwedAt      time.Time  `json:"owedAt"`
	Due         *time.Time `json:"due"` // of the next attempt; null: there is none
	Attempts    []attempt  `json:"attempts"`
}

type attempt struct {
	Due        time.Time `json:"due"`
	Status     int       `json:"status"` // 0: no answer
	DurationMs float64   `json:"durationMs"`
	Answer     string    `json:"answer"` // how it begins
	Error      string    `json:"error,omitempty"`
}

func viewCallback(o owned[sandbox.Callback]) callback {
	c := &o.item
	v := callback{
		Provider: o.name.Provider, Key: o.name.Key, ID: c.ID, Kind: c.Kind, Message: c.Message, To: c.To,
		URL: c.URL, ContentType: c.ContentType, Body: string(c.Body), State: c.State, OwedAt: c.Owed,
		Attempts: make([]attempt, len(c.Attempts)),
	}
	if !c.Due.IsZero() {
		v.Due = &c.Due
	}
	for i, made := range c.Attempts {
		ms := float64(made.Took.Microseconds()) / 1000
		v.Attempts[i] = attempt{Due: made.Due, Status: made.Status, DurationMs: ms, Answer: made.Answer, Error: made.Error}
	}
	return v
}

func viewCallbacks(found []owned[sandbox.Callback]) []callback {
	views := make([]callback, len(found))
	for i := range found {
		views[i] = viewCallback(found[i])
	}
	return views
}

type callbackCondition = condition[*sandbox.Callback]

func callbackStates() []string {
	return []string{sandbox.Owed, sandbox.Delivered, sandbox.Failed, sandbox.Refused}
}

func (a *api) readCallbackCondition(name, value string) (*callbackCondition, error) {
	switch name {
	case "message":
		return equal(name, value, func(c *sandbox.Callback) string { return c.Message }), nil
	case "to":
		number, err := a.readNumber(name, value)
		return equal(name, number, func(c *sandbox.Callback) string { return c.To }), err
	case "url":
		return containing(name, value, func(c *sandbox.Callback) string { return c.URL }), nil
	case "kind":
		return equal(name, value, func(c *sandbox.Callback) string { return c.Kind }), nil
	case "state":
		if !slices.Contains(callbackStates(), value) {
			return nil, fail(http.StatusBadRequest, "state %q is not known; it is one of %s", value, strings.Join(callbackStates(), ", "))
		}
		return equal(name, value, func(c *sandbox.Callback) string { return c.State }), nil
	case "since":
		return since(value, func(c *sandbox.Callback) time.Time { return c.Owed })
	}
	return nil, nil
}

type callbacksAnswer struct {
	Callbacks []callback `json:"callbacks"`
}

// callbacks lists what is owed and was made, oldest first.
func (a *api) callbacks(r *request) (any, error) {
	wanted, err := readConditions(r, a.readCallbackCondition)
	if err != nil {
		return nil, err
	}
	found, err := list(a, r, callbackKind(), wanted)
	return callbacksAnswer{viewCallbacks(found)}, err
}

func callbackKind() kind[sandbox.Callback] {
	return kind[sandbox.Callback]{
		plural: "callbacks",
		of:     func(account *sandbox.Account) sequence[sandbox.Callback] { return account.Callbacks },
		since:  func(c *sandbox.Callback) time.Time { return c.Owed },
		near: func(o owned[sandbox.Callback]) near {
			shown := viewCallback(o)
			return near{Callback: &shown}
		},
	}
}

// waitCallbacks waits for callbacks that have come to their end, unless a state is
// asked for.
func (a *api) waitCallbacks(r *request) (any, error) {
	wanted, err := readConditions(r, a.readCallbackCondition)
	if err != nil {
		return nil, err
	}
	if r.query.Get("state") == "" {
		wanted = append(wanted, &callbackCondition{"state",
			func(c *sandbox.Callback) bool { return c.State != sandbox.Owed },
			func(*sandbox.Callback) string { return "owed: it has not come to its end" },
		})
	}
	found, late, err := wait(a, r, callbackKind(), wanted)
	if late != nil {
		return late, nil
	}
	return callbacksAnswer{viewCallbacks(found)}, err
}

// replay makes a callback once more.
func (a *api) replay(r *request) (any, error) {
	if err := noBody(r); err != nil {
		return nil, err
	}
	worlds, err := a.narrowed(r)
	if err != nil {
		return nil, err
	}
	id, err := strconv.ParseInt(r.vars["id"], 10, 64)
	if err != nil {
		return nil, fail(http.StatusNotFound, "%q is no id of a callback; GET %s/callbacks shows them", r.vars["id"], prefix)
	}
	owner, err := single(worlds, fmt.Sprintf("callback %d", id), func(account *sandbox.Account) bool {
		return account.Callbacks.Find(id) != nil
	})
	if err != nil {
		return nil, err
	}
	var answer any
	there := owner.Do(func(account *sandbox.Account) {
		if c := account.Callbacks.Find(id); c != nil {
			account.Replay(c)
			answer = viewCallback(owned[sandbox.Callback]{account.Name, *c})
		}
	})
	if !there || answer == nil {
		return nil, fail(http.StatusNotFound, "callback %d was dropped meanwhile", id)
	}
	return answer, nil
}
