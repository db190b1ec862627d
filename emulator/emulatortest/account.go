package emulatortest

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Filter chooses messages; what is empty matches all.
type Filter struct {
	To    string // in any spelling
	From  string
	Text  string // is contained in the text
	Match string // a regular expression
	State string // in the provider's words
	Tag   string
	Send  string // the id of the send

	// Timeout is how long Wait waits, in wall time. Default 10 s.
	Timeout time.Duration
}

func (f Filter) query() url.Values {
	query := url.Values{}
	for name, value := range map[string]string{
		"to": f.To, "from": f.From, "text": f.Text, "match": f.Match, "state": f.State, "tag": f.Tag, "send": f.Send,
	} {
		if value != "" {
			query.Set(name, value)
		}
	}
	return query
}

// Wait returns the newest message that matches, as soon as there is one. If none
// comes, the test fails with those that came closest.
func (a *Account) Wait(want Filter) Message {
	a.server.t.Helper()
	all := a.WaitFor(1, want)
	return all[len(all)-1]
}

// WaitFor returns the messages that match, oldest first, as soon as there are as
// many as count.
func (a *Account) WaitFor(count int, want Filter) []Message {
	a.server.t.Helper()
	query := want.query()
	query.Set("count", strconv.Itoa(count))
	if want.Timeout > 0 {
		query.Set("timeout", want.Timeout.String())
	}
	var found struct{ Messages []Message }
	a.call("GET", "/messages/wait", query, nil, &found)
	return found.Messages
}

// Messages are those that match now, oldest first.
func (a *Account) Messages(want Filter) []Message {
	a.server.t.Helper()
	var found struct{ Messages []Message }
	a.call("GET", "/messages", want.query(), nil, &found)
	return found.Messages
}

// Set sets the account up, with the members of PUT /_fakesms/accounts:
// {"balance": "0.050"}.
func (a *Account) Set(members map[string]any) {
	a.server.t.Helper()
	a.server.call("PUT", "/accounts/"+a.provider+"/"+a.Key, nil, members, nil)
}

// Reply lets a handset answer the newest message that it was sent.
func (a *Account) Reply(from, text string) {
	a.server.t.Helper()
	a.call("POST", "/inbound", nil, map[string]string{"from": from, "text": text}, nil)
}

// Stop lets a handset answer STOP: its number is on the stop list from then on.
func (a *Account) Stop(from string) {
	a.server.t.Helper()
	a.Reply(from, "STOP")
}

// Force puts a message into a state now; what was to happen to it does not.
func (a *Account) Force(messageID, state string) {
	a.server.t.Helper()
	a.call("POST", "/messages/"+url.PathEscape(messageID)+"/state", nil, map[string]string{"state": state}, nil)
}

// Fate is what becomes of the messages that match it.
type Fate struct {
	To    string // E.164, * for any digits: "+3361234*"
	Text  string // a regular expression
	Steps []Step
}

// Step is a state that a message enters some time after it was sent.
type Step struct {
	After time.Duration
	State string
}

// Fate gives messages a fate from now on. The newest rule that matches wins.
func (a *Account) Fate(f Fate) {
	a.server.t.Helper()
	steps := make([]map[string]string, len(f.Steps))
	for i, step := range f.Steps {
		steps[i] = map[string]string{"after": step.After.String(), "state": step.State}
	}
	a.call("POST", "/fates", nil, map[string]any{"match": texts("to", f.To, "text", f.Text), "steps": steps}, nil)
}

// Fault spoils the answers to the next requests that match it.
type Fault struct {
	Endpoint string // "send", as fakesms routes prints it; "" matches all
	Method   string
	To       string // a recipient: E.164, * for any digits
	After    int    // matching requests to let pass first
	Times    int    // answers to spoil; 0 is 1
	Do       map[string]any
}

// Fault sets a fault: {"status": 503}, {"code": 11}, {"close": "before"}.
func (a *Account) Fault(f Fault) {
	a.server.t.Helper()
	a.call("POST", "/faults", nil, map[string]any{
		"match": texts("endpoint", f.Endpoint, "method", f.Method, "to", f.To),
		"after": f.After, "times": max(f.Times, 1), "do": f.Do,
	}, nil)
}

// texts are members of which the empty ones are left out.
func texts(pairs ...string) map[string]string {
	members := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			members[pairs[i]] = pairs[i+1]
		}
	}
	return members
}

// Callbacks are the calls that were owed to the application, oldest first.
func (a *Account) Callbacks() []Callback {
	a.server.t.Helper()
	var found struct{ Callbacks []Callback }
	a.call("GET", "/callbacks", nil, nil, &found)
	return found.Callbacks
}

// Requests are the requests that the account got, oldest first.
func (a *Account) Requests() []Request {
	a.server.t.Helper()
	var found struct{ Requests []Request }
	a.call("GET", "/requests", nil, nil, &found)
	return found.Requests
}

// call makes a call of the control API about this account.
func (a *Account) call(method, path string, query url.Values, body, answer any) {
	a.server.t.Helper()
	if query == nil {
		query = url.Values{}
	}
	query.Set("provider", a.provider)
	query.Set("key", a.Key)
	a.server.call(method, path, query, body, answer)
}

// String names the account in a test's log.
func (a *Account) String() string {
	return fmt.Sprintf("%s at %s", a.provider, strings.TrimPrefix(a.URL, "http://"))
}
