package contracts

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// reports is a story with all that callbacks can have.
const reports = `provider smspartner
at 2027-01-11T10:00:00+01:00
set {"replyURL":
  "http://127.0.0.1:9/reply"}

## It is sent
POST /v1/send
HTTP 200
fixture send/success.json
varying message_id
capture id message_id

## The delivery report
set {}
advance 2s
callback http://127.0.0.1:9/dlr?id={{id}}

fixture send/success.json
varying message_id, cost
capture cost cost
header content-type: application/json

## The reply
callback http://127.0.0.1:9/reply
documented {"cost":{{cost}},
  "id":"{{id}}"}
## The next
callback http://127.0.0.1:{{cost}}/form
bytes a=b&c={{cost}}
header Content-Type: text/plain
## That was all
callback none

## What was captured may be named
GET /v1/status?cost={{cost}}
HTTP 200
documented {"id":{{id}}}
`

// owing is a server that owes the callbacks of the story.
func owing() *fake {
	return &fake{routes: map[string]reply{
		"POST /v1/send": {
			json: `{"success":true,"message_id":ID,"cost":0.038}`,
			xml:  `<result><entry>true</entry><entry>ID</entry><entry>0.038</entry></result>`,
		},
		"GET /v1/status": {json: `{"id":ID}`, xml: `<result><entry>ID</entry></result>`},
		"GET /_fakesms/callbacks": {json: `{"callbacks":[
			{"id":"1","url":"http://127.0.0.1:9/dlr?id=ID","contentType":"application/json","body":"{\"success\":true,\"message_id\":1,\"cost\":5}","attempts":[]},
			{"id":"2","url":"http://127.0.0.1:9/reply","contentType":"application/json; charset=utf-8","body":"{\"cost\":5,\"id\":\"ID\"}","attempts":[]},
			{"id":"3","url":"http://127.0.0.1:5/form","contentType":"text/plain","body":"a=b&c=5","attempts":[]}]}`},
	}}
}

func TestParseCallback(t *testing.T) {
	script := mustParse(t, "smspartner/send.txt", reports)
	require.Len(t, script.Steps, 6)
	assert.Equal(t, &Step{
		Title:     "The delivery report",
		Line:      13,
		Header:    http.Header{},
		Callback:  "http://127.0.0.1:9/dlr?id={{id}}",
		Basis:     Fixture,
		Fixture:   "smspartner/send/success.json",
		before:    []directive{{14, "set", "{}"}, {15, "advance", "2s"}},
		requestAt: 16,
		statusAt:  16,
		basisAt:   18,
		varying:   []string{"message_id", "cost"},
		captures:  []assertion{{20, "cost", "cost"}},
		headers:   []assertion{{21, "content-type", "application/json"}},
	}, script.Steps[1])
	assert.Equal(t, &Step{Title: "That was all", Line: 31, Header: http.Header{}, Callback: "none", requestAt: 32, statusAt: 32}, script.Steps[4])
}

func TestParseCallbackErrors(t *testing.T) {
	const (
		top  = "provider smspartner\nat 2027-01-11T10:00:00+01:00\n" // lines 1 and 2
		call = top + "## A\ncallback http://127.0.0.1:9/dlr\n"       // lines 3 and 4
		none = top + "## A\ncallback none\n"
	)
	for _, test := range []struct{ text, problem string }{
		{top + "callback none\n", "s.txt:3: a callback without a ## title"},
		{top + "## A\ncallback\n", "s.txt:4: callback needs a URL like http://127.0.0.1:9/dlr, or none"},
		{top + "## A\ncallback /dlr\n", "s.txt:4: callback needs a URL"},
		{top + "## A\ncallback http://127.0.0.1:9/dlr json\n", "s.txt:4: callback needs a URL"},
		{top + "## A\ncallback {{url}}\n", "s.txt:4: {{url}} is not captured by an earlier step"},
		{top + "## A\ncallbacks none\n", "s.txt:4: neither a directive, a request, a callback nor an assertion"},
		{none + "callback none\n", "s.txt:5: a second request or callback under one ## title"},
		{none + "GET /v1/me\n", "s.txt:5: a second request or callback under one ## title"},
		{top + "## A\nGET /v1/me\nHTTP 204\ncallback none\n", "s.txt:6: a second request or callback under one ## title"},
		{none + "bytes\n", "s.txt:5: bytes after callback none: there is nothing to hold it against"},
		{none + "header Content-Type: text/plain\n", "s.txt:5: header after callback none"},
		{none + "advance 2s\n", "advance comes after the last request or callback and does nothing"},
		{none + "HTTP 200\n", "s.txt:5: neither a directive"},
		{call + "Content-Type: application/json\n", "s.txt:5: neither a directive"},
		{call + "capture-header a A\n", "s.txt:5: capture-header is for answers, not for callbacks"},
		{call + "answer {}\n", "s.txt:5: answer is for answers, not for callbacks"},
		{call + "xml a.xml\n", "s.txt:5: xml is for answers, not for callbacks"},
		{call + "assumed {}\nxml-varying a\n", "s.txt:6: xml-varying is for answers, not for callbacks"},
		{call + "header X-A: b\n", "s.txt:5: header: the only one known of a callback is Content-Type"},
		{call + "header Content-Type\n", "s.txt:5: header needs Name: value"},
		{call, "s.txt:5: the step of line 3 says nothing about the body"},
		{call + "header Content-Type: application/json\n## B\n", "s.txt:6: the step of line 3 says nothing about the body"},
		{call + "assumed {}\nfixture a.json\n", "s.txt:6: fixture beside assumed: a body has one basis"},
		{call + "bytes x\nvarying a\n## B\n", "s.txt:7: the step of line 3 has a varying but no body"},
		{call + "set {}\nassumed {}\n", "s.txt:6: assumed after set: which answer is meant?"},
		{call + "assumed {\"a\":\ncallback none\n", "s.txt:5: not JSON"},
	} {
		_, err := Parse("s.txt", []byte(test.text))
		assert.ErrorContains(t, err, test.problem, test.text)
	}
}

func TestRunTakesCallbacksInBothTellings(t *testing.T) {
	server := owing()
	require.NoError(t, run(t.Context(), AgainstHandler(server), mustParse(t, "smspartner/send.txt", reports), published))
	const list = "GET /_fakesms/callbacks?provider=smspartner&key=KEY"
	var told []string
	for _, call := range server.calls {
		if call == list || strings.Contains(call, " /v1/") || strings.Contains(call, "advance") {
			told = append(told, call)
		}
	}
	const advance = `POST /_fakesms/clock?provider=smspartner&key=KEY {"advance":"2s"}`
	assert.Equal(t, []string{
		"POST /v1/send", advance, list, list, list, list, "GET /v1/status?cost=5",
		"POST /v1/send?_format=xml", advance, list, list, list, "GET /v1/status?cost=5&_format=xml",
	}, told, "the second looks for no callback that is too many")
}

// Primotexto has no XML: its callbacks are taken once.
func TestRunTakesPrimotextoCallbacksOnce(t *testing.T) {
	server := owing()
	text := "provider primotexto\nat 2027-01-11T10:00:00Z\n## A\ncallback http://127.0.0.1:9/dlr?id=1000\nfixture send/success.json\nvarying .\n"
	require.NoError(t, run(t.Context(), AgainstHandler(server), mustParse(t, "primotexto/send.txt", text), published))
	assert.Equal(t, "GET /_fakesms/callbacks?provider=primotexto&key=KEY", server.calls[len(server.calls)-1])
	assert.Len(t, server.calls, 4)
}

// Each difference between a callback and what a step says has its row: s.txt:4 is
// the callback, s.txt:5 the first assertion.
func TestRunCallbackFailures(t *testing.T) {
	const one = `{"url":"http://h/a","contentType":"application/json","body":"{\"a\":1}"}`
	for _, test := range []struct {
		about, owed, step string
		problems          []string
	}{
		{"as it is owed", one, "callback http://h/a\nassumed {\"a\":1}\nbytes {\"a\":1}", nil},
		{"there is none", "", "callback http://h/a\nassumed {}", []string{"s.txt:4: A: no further callback: there were 0, and 0 are taken"}},
		{"there is no further", one, "callback http://h/a\nbytes {\"a\":1}\n##\ncallback http://h/a\nassumed {}",
			[]string{"s.txt:7: A: no further callback: there were 1, and 1 are taken"}},
		{"another URL", one, "callback http://h/b\nassumed {\"a\":2}", []string{`s.txt:4: A: callback: went to http://h/a, not http://h/b: {"a":1}`}},
		{"which is taken all the same", one, "callback http://h/b\nassumed {\"a\":2}\n##\ncallback none", []string{`s.txt:4: A: callback: went to http://h/a, not http://h/b: {"a":1}`}},
		{"another value", one, "callback http://h/a\nassumed {\"a\":2}", []string{"s.txt:5: A: a: got number 1, assumed number 2"}},
		{"varying names nothing", one, "callback http://h/a\nassumed {\"a\":1}\nvarying b", []string{"s.txt:5: A: b: named by varying, but not there"}},
		{"no such fixture", one, "callback http://h/a\nfixture none.json", []string{"s.txt:5: A: fixture: no smspartner/none.json"}},
		{"other bytes", one, "callback http://h/a\nbytes {}", []string{`s.txt:5: A: bytes: got "{\"a\":1}", not "{}"`}},
		{"no JSON", `{"url":"http://h/a","contentType":"application/json","body":"a=1"}`, "callback http://h/a\nassumed {}",
			[]string{"s.txt:4: A: not JSON: invalid character 'a' looking for beginning of value: a=1"}},
		{"another type", `{"url":"http://h/a","contentType":"text/plain","body":"{}"}`, "callback http://h/a\nassumed {}",
			[]string{`s.txt:4: A: Content-Type: got "text/plain", not application/json: {}`}},
		{"the type that is named", `{"url":"http://h/a","contentType":"text/plain","body":"{}"}`, "callback http://h/a\nassumed {}\nheader Content-Type: text/plain", nil},
		{"not the type that is named", one, "callback http://h/a\nassumed {\"a\":1}\nheader Content-Type: application/json; charset=utf-8",
			[]string{`s.txt:6: A: header Content-Type: got ["application/json"], not "application/json; charset=utf-8"`}},
		{"bytes are of any type", `{"url":"http://h/a","contentType":"text/plain","body":"x"}`, "callback http://h/a\nbytes x", nil},
		{"nothing to capture", one, "callback http://h/a\nassumed {\"a\":1}\ncapture b b\n##\ncallback http://{{b}}/\nbytes",
			[]string{"s.txt:6: A: capture b: 0 values at b", "s.txt:8: A: no further callback: there were 1, and 1 are taken"}},
		{"not captured", one + "," + one, "callback http://h/a\nassumed {\"a\":1}\ncapture b b\n##\ncallback http://{{b}}/\nbytes\n##\ncallback none",
			[]string{"s.txt:6: A: capture b: 0 values at b", "s.txt:8: A: {{b}}: not captured, because an earlier step failed"}},
		{"a URL that was captured", `{"url":"http://h/a","contentType":"application/json","body":"{\"u\":\"http://h/b\"}"},{"url":"http://h/b","body":""}`,
			"callback http://h/a\nassumed {\"u\":\"\"}\nvarying u\ncapture u u\n##\ncallback {{u}}\nbytes", nil},
		{"none", "", "callback none", nil},
		{"none, but there are", one + "," + one, "callback none", []string{"s.txt:4: A: callback none: 2 of 2 are not taken, the first went to http://h/a"}},
		{"none but what is taken", one + `,{"url":"http://h/b"}`, "callback http://h/a\nassumed {\"a\":1}\n##\ncallback none",
			[]string{"s.txt:7: A: callback none: 1 of 2 are not taken, the first went to http://h/b"}},
	} {
		t.Run(test.about, func(t *testing.T) {
			server := &fake{routes: map[string]reply{"GET /_fakesms/callbacks": {json: `{"callbacks":[` + test.owed + `]}`}}}
			text := "provider smspartner\nat 2027-01-11T10:00:00Z\n## A\n" + test.step + "\n"
			err := run(t.Context(), AgainstHandler(server), mustParse(t, "s.txt", text), published)
			assert.Equal(t, test.problems, problems(err))
		})
	}
}

// Without the list no callback can be taken: the story ends.
func TestRunEndsWithoutAListOfCallbacks(t *testing.T) {
	const text = "provider smspartner\nat 2027-01-11T10:00:00Z\n## A\ncallback none\n## B\nGET /v1/me\nHTTP 204\n"
	const list = "s.txt:4: A: GET /_fakesms/callbacks?provider=smspartner&key=KEY: "
	for problem, answer := range map[string]reply{
		"got 400: no": {status: 400, json: "no"},
		"invalid character '<' looking for beginning of value: <html>": {json: "<html>"},
		"no list of callbacks: {}":                                     {json: "{}"},
		`no list of callbacks: {"callbacks":null}`:                     {json: `{"callbacks":null}`},
	} {
		server := &fake{routes: map[string]reply{"GET /_fakesms/callbacks": answer}}
		err := run(t.Context(), AgainstHandler(server), mustParse(t, "s.txt", text), published)
		if assert.Error(t, err) {
			assert.True(t, strings.HasPrefix(err.Error(), list), err)
			assert.True(t, strings.HasSuffix(err.Error(), problem), err)
			assert.NotContains(t, server.calls, "GET /v1/me")
		}
	}
	cut := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/_fakesms/callbacks" {
			panic(http.ErrAbortHandler)
		}
	})
	err := Run(t.Context(), AgainstHandler(cut), mustParse(t, "s.txt", text))
	assert.ErrorContains(t, err, "s.txt:4: A: Get")
	assert.ErrorContains(t, err, "the server cut the connection")
}

// A server that asked for XML owes less, or will not say, is found out.
func TestRunWithoutTheCallbacksAsXML(t *testing.T) {
	const text = "provider smspartner\nat 2027-01-11T10:00:00Z\n## A\nGET /v1/x\nHTTP 200\nbytes x\n##\ncallback http://h/a\nbytes x\n##\ncallback http://h/b\nbytes x\n"
	const all = `{"callbacks":[{"url":"http://h/a","body":"x"},{"url":"http://h/b","body":"x"}]}`
	for second, problem := range map[string]string{
		all: "",
		`{"callbacks":[{"url":"http://h/a","body":"x"}]}`: "s.txt:11: A: as XML: no further callback: there were 1",
		`{}`: "s.txt:8: A: as XML: GET /_fakesms/callbacks?provider=smspartner&key=KEY: no list of callbacks: {}",
	} {
		owed := all
		handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Has("_format") {
				owed = second
			}
			text := "x"
			if r.URL.Path == "/_fakesms/callbacks" {
				text = owed
			}
			w.Header().Set("Content-Type", "text/plain")
			io.WriteString(w, text)
		})
		err := Run(t.Context(), AgainstHandler(handler), mustParse(t, "s.txt", text))
		assert.Equal(t, problem, strings.Join(problems(err), "\n"), second)
	}
}
