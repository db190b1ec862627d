package control

import (
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
)

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

// test tells whether a message is wanted.
type test func(*sandbox.Message) bool

// filter reads the parameters that choose messages; all must hold.
func (a *api) filter(r *request) (test, error) {
	var tests []test
	for _, name := range slices.Sorted(maps.Keys(r.query)) {
		one, err := a.readTest(name, r.query.Get(name), r.query.Get("provider"))
		if err != nil {
			return nil, err
		}
		if one != nil {
			tests = append(tests, one)
		}
	}
	return func(m *sandbox.Message) bool {
		return !slices.ContainsFunc(tests, func(one test) bool { return !one(m) })
	}, nil
}

// readTest reads one parameter; nil if it chooses no messages.
func (a *api) readTest(name, value, provider string) (test, error) {
	switch name {
	case "to":
		return a.readTo(value)
	case "from":
		return func(m *sandbox.Message) bool { return m.From == value }, nil
	case "text":
		return func(m *sandbox.Message) bool { return strings.Contains(m.Text, value) }, nil
	case "match":
		pattern, err := regexp.Compile(value)
		if err != nil {
			return nil, fail(http.StatusBadRequest, "match: %v", err)
		}
		return func(m *sandbox.Message) bool { return pattern.MatchString(m.Text) }, nil
	case "state":
		if known := a.states(provider); !slices.Contains(known, value) {
			return nil, fail(http.StatusBadRequest, "state %q is not known; it is one of %s", value, strings.Join(known, ", "))
		}
		return func(m *sandbox.Message) bool { return m.State == value }, nil
	case "tag":
		return func(m *sandbox.Message) bool { return m.Tag == value }, nil
	case "send":
		send, nth, ok := splitID(value)
		if !ok || nth > 1 {
			return nil, fail(http.StatusBadRequest, "send %q is no id of a send; it is the number that the provider answered", value)
		}
		return func(m *sandbox.Message) bool { return m.Send == send }, nil
	case "since":
		since, err := time.Parse(time.RFC3339, value)
		if err != nil {
			return nil, fail(http.StatusBadRequest, `since %q: it is a time like "2026-02-01T08:00:00Z" (RFC 3339)`, value)
		}
		return func(m *sandbox.Message) bool { return !m.CreatedAt.Before(since) }, nil
	}
	return nil, nil
}

func (a *api) readTo(value string) (test, error) {
	number := a.numbers.Parse(value)
	if number.Kind == sms.Invalid {
		return nil, fail(http.StatusBadRequest, `to %q is no telephone number; write it like "+33612345678" ("+" is %%2B in a query) or "0612345678"`, value)
	}
	return func(m *sandbox.Message) bool { return m.To.E164 == number.E164 }, nil
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
