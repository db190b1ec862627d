package control

import (
	"fmt"
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

// maxLimit is how many items a list has, if the request does not say.
const maxLimit = 1000

func limit(r *request) (int, error) { return number(r, "limit", maxLimit) }

// number reads a parameter that counts something.
func number(r *request, name string, otherwise int) (int, error) {
	text := r.query.Get(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, fail(http.StatusBadRequest, "%s %q: it is a number from 1 on", name, text)
	}
	return n, nil
}

// condition is one parameter that chooses among messages or callbacks.
type condition[T any] struct {
	name    string
	holds   func(T) bool
	differs func(T) string // what is there instead
}

// equal is the condition that a value is the one wanted.
func equal[T any](name, wanted string, value func(T) string) *condition[T] {
	return &condition[T]{name,
		func(item T) bool { return value(item) == wanted },
		func(item T) string { return fmt.Sprintf("%q, not %q", value(item), wanted) },
	}
}

// containing is the condition that a value contains the one wanted.
func containing[T any](name, wanted string, value func(T) string) *condition[T] {
	return &condition[T]{name,
		func(item T) bool { return strings.Contains(value(item), wanted) },
		func(item T) string { return fmt.Sprintf("%q does not contain %q", value(item), wanted) },
	}
}

// since is the condition that something is not older than a time.
func since[T any](wanted string, at func(T) time.Time) (*condition[T], error) {
	earliest, err := time.Parse(time.RFC3339, wanted)
	if err != nil {
		return nil, fail(http.StatusBadRequest, `since %q: it is a time like "2026-02-01T08:00:00Z" (RFC 3339; "+" is %%2B in a query)`, wanted)
	}
	return &condition[T]{"since",
		func(item T) bool { return !at(item).Before(earliest) },
		func(item T) string { return at(item).Format(time.RFC3339Nano) + " is before " + wanted },
	}, nil
}

// conditions are all that a request sets; every one must hold.
type conditions[T any] []*condition[T]

// readConditions reads the parameters; read gives nil for one that chooses
// nothing.
func readConditions[T any](r *request, read func(name, value string) (*condition[T], error)) (conditions[T], error) {
	var all conditions[T]
	for _, name := range slices.Sorted(maps.Keys(r.query)) {
		one, err := read(name, r.query.Get(name))
		if err != nil {
			return nil, err
		}
		if one != nil {
			all = append(all, one)
		}
	}
	return all, nil
}

func (all conditions[T]) hold(item T) bool {
	return !slices.ContainsFunc(all, func(one *condition[T]) bool { return !one.holds(item) })
}

// differences say, by parameter, why an item is not wanted.
func (all conditions[T]) differences(item T) map[string]string {
	why := map[string]string{}
	for _, one := range all {
		if !one.holds(item) {
			why[one.name] = one.differs(item)
		}
	}
	return why
}

// filter reads the parameters that choose messages.
func (a *api) filter(r *request) (conditions[*sandbox.Message], error) {
	return readConditions(r, func(name, value string) (*condition[*sandbox.Message], error) {
		return a.readMessageCondition(name, value, r.query.Get("provider"))
	})
}

type messageCondition = condition[*sandbox.Message]

func (a *api) readMessageCondition(name, value, provider string) (*messageCondition, error) {
	switch name {
	case "to":
		number, err := a.readNumber(name, value)
		return equal(name, number, func(m *sandbox.Message) string { return m.To.E164 }), err
	case "from":
		return equal(name, value, func(m *sandbox.Message) string { return m.From }), nil
	case "text":
		return containing(name, value, func(m *sandbox.Message) string { return m.Text }), nil
	case "match":
		return matching(value)
	case "state":
		if known := a.states(provider); !slices.Contains(known, value) {
			return nil, fail(http.StatusBadRequest, "state %q is not known; it is one of %s", value, strings.Join(known, ", "))
		}
		return equal(name, value, func(m *sandbox.Message) string { return m.State }), nil
	case "tag":
		return equal(name, value, func(m *sandbox.Message) string { return m.Tag }), nil
	case "send":
		if _, nth, ok := splitID(value); !ok || nth > 1 {
			return nil, fail(http.StatusBadRequest, "send %q is no id of a send; it is the number that the provider answered", value)
		}
		return equal(name, value, func(m *sandbox.Message) string { return strconv.FormatInt(m.Send, 10) }), nil
	case "since":
		return since(value, func(m *sandbox.Message) time.Time { return m.CreatedAt })
	}
	return nil, nil
}

func matching(expression string) (*messageCondition, error) {
	pattern, err := regexp.Compile(expression)
	if err != nil {
		return nil, fail(http.StatusBadRequest, "match: %v", err)
	}
	return &messageCondition{"match",
		func(m *sandbox.Message) bool { return pattern.MatchString(m.Text) },
		func(m *sandbox.Message) string { return fmt.Sprintf("%q does not match %s", m.Text, expression) },
	}, nil
}

// readNumber reads a telephone number as E.164.
func (a *api) readNumber(name, value string) (string, error) {
	number := a.numbers.Parse(value)
	if number.Kind == sms.Invalid {
		return "", fail(http.StatusBadRequest, `%s %q is no telephone number; write it like "+33612345678" ("+" is %%2B in a query) or "0612345678"`, name, value)
	}
	return number.E164, nil
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
