package contracts

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const example = `# POST /v1/send: one message to one recipient, {{whatever}} a comment says.
provider smspartner
at 2027-01-11T10:00:00+01:00
set {"balance":"0.900",
  "shortCode":"36034"}

## Sent
POST /v1/send?a=b
Content-Type: application/json
X-Empty:

{"apiKey":"{{key}}",

# no comment: a body is a body
set "message":"Hello"}

HTTP 200
fixture send/success.d24fr.json
varying message_id, list[].x
varying cost
xml send/success.reading.xml shape
xml-varying message_id
# a comment between assertions
capture id message_id
header Cache-Control: no-cache, private
bytes  two spaces

at 2027-01-12T10:00:00+01:00
## Refused
advance 2s
set {}
DELETE /v1/x?id={{id}}&key={{wrongkey}}
HTTP 400
assumed {"id":{{id}},
  "success":false}
varying success

##
GET /v1/y
HTTP 204
`

func TestParse(t *testing.T) {
	for about, text := range map[string]string{"LF": example, "CRLF": strings.ReplaceAll(example, "\n", "\r\n")} {
		script, err := Parse("smspartner/send.txt", []byte(text))
		require.NoError(t, err, about)
		assert.Equal(t, "smspartner/send.txt", script.Name)
		assert.Equal(t, "smspartner", script.Provider)
		assert.Equal(t, directive{3, "at", "2027-01-11T10:00:00+01:00"}, script.start)
		require.Len(t, script.Steps, 3, about)
		assert.Equal(t, &Step{
			Title:      "Sent",
			Line:       7,
			Method:     "POST",
			Target:     "/v1/send?a=b",
			Header:     http.Header{"Content-Type": {"application/json"}, "X-Empty": {""}},
			Body:       "{\"apiKey\":\"{{key}}\",\n\n# no comment: a body is a body\nset \"message\":\"Hello\"}",
			Status:     200,
			Basis:      Fixture,
			Fixture:    "smspartner/send/success.d24fr.json",
			XML:        "smspartner/send/success.reading.xml",
			before:     []directive{{4, "set", "{\"balance\":\"0.900\",\n  \"shortCode\":\"36034\"}"}},
			requestAt:  8,
			statusAt:   17,
			basisAt:    18,
			varying:    []string{"message_id", "list[].x", "cost"},
			xmlAt:      21,
			xmlShape:   true,
			xmlVarying: []string{"message_id"},
			captures:   []assertion{{24, "id", "message_id"}},
			headers:    []assertion{{25, "Cache-Control", "no-cache, private"}},
			bytes:      []assertion{{26, "body", " two spaces"}},
		}, script.Steps[0], about)
		assert.Equal(t, &Step{
			Title:     "Refused",
			Line:      29,
			Method:    "DELETE",
			Target:    "/v1/x?id={{id}}&key={{wrongkey}}",
			Header:    http.Header{},
			Status:    400,
			Basis:     Assumed,
			before:    []directive{{28, "at", "2027-01-12T10:00:00+01:00"}, {30, "advance", "2s"}, {31, "set", "{}"}},
			requestAt: 32,
			statusAt:  33,
			basisAt:   34,
			inline:    "{\"id\":{{id}},\n  \"success\":false}",
			varying:   []string{"success"},
		}, script.Steps[1], about)
		assert.Equal(t, "Refused", script.Steps[2].Title, "under the title above")
		assert.Equal(t, 38, script.Steps[2].Line)
		assert.Equal(t, 204, script.Steps[2].Status)
		assert.Empty(t, script.Steps[2].Basis)
	}
}

func TestParseErrors(t *testing.T) {
	const (
		top  = "provider smspartner\nat 2027-01-11T10:00:00+01:00\n" // lines 1 and 2
		call = top + "## A\nGET /v1/me\nHTTP 200\n"                  // lines 3 to 5
	)
	for _, test := range []struct{ text, problem string }{
		{"", "s.txt:1: the script has no step"},
		{top, "s.txt:3: the script has no step"},
		{"provider twilio\n", `s.txt:1: provider "twilio" is neither`},
		{"provider primotexto\nprovider primotexto\n", "s.txt:2: a second provider"},
		{"at 2027-01-11T10:00:00Z\n## A\n", "s.txt:2: a step before the provider"},
		{"provider primotexto\n## A\n", "s.txt:2: a step before the first at"},
		{"provider primotexto\nset {}\n", "s.txt:2: set before the first at"},
		{"provider primotexto\nadvance 2s\n", "s.txt:2: advance before the first at"},
		{"provider primotexto\nat noon\n", "s.txt:2: at noon is not a time"},
		{top + "advance 2\n", "s.txt:3: advance 2 is not a duration"},
		{top + "advance -2s\n", "s.txt:3: advance -2s is not a duration"},
		{top + "set {\"a\":\n\n1}\n", "s.txt:3: not JSON"},
		{top + "\nsomething\n", `s.txt:4: neither a directive, a request, a callback nor an assertion: "something"`},
		{top + "##\n", "s.txt:3: the first step needs a title"},
		{top + "GET /v1/me\n", "s.txt:3: a request without a ## title"},
		{top + "fixture a.json\n", "s.txt:3: fixture before a request or callback"},
		{top + "## A\nfixture a.json\n", "s.txt:4: fixture before a request or callback"},
		{top + "## A\n## B\n", "s.txt:4: the step of line 3 has no request or callback"},
		{top + "## A\n", "the step of line 3 has no request or callback"},
		{top + "## A\nget /v1/me\n", "s.txt:4: neither a directive"},
		{top + "## A\nGET v1/me\n", "s.txt:4: neither a directive"},
		{top + "## A\nGET /v1/me\n{\"a\":1}\n", "s.txt:5: neither a header, a blank line nor HTTP and a status"},
		{top + "## A\nGET /v1/me\n\nHTTP ok\n", "s.txt:6: HTTP ok is not a status"},
		{top + "## A\nGET /v1/me\nHTTP 99\n", "s.txt:5: HTTP 99 is not a status"},
		{top + "## A\nGET /v1/me\nHTTP 2000\n", "s.txt:5: HTTP 2000 is not a status"},
		{top + "## A\nGET /v1/me\nX-A: b", "s.txt:5: no line with HTTP and a status after the request of line 4"},
		{top + "## A\nGET /v1/me\n\nbody\n", "no line with HTTP and a status after the request of line 4"},
		{top + "## A\nGET /v1/me\n\nbody\n\n## B\n", "s.txt:8: no line with HTTP and a status after the request of line 4"},
		{call, "the step of line 3 says nothing about the body"},
		{call + "header A: b\n## B\n", "s.txt:7: the step of line 3 says nothing about the body"},
		{call + "answer {}\nGET /v1/me\n", "s.txt:7: a second request or callback under one ## title"},
		{call + "answer {}\nassumed {}\n", "s.txt:7: assumed beside answer: a body has one basis"},
		{call + "answer {}\nfixture a.json\n", "s.txt:7: fixture beside answer"},
		{call + "fixture\n", "s.txt:6: fixture needs one path"},
		{call + "fixture a b\n", "s.txt:6: fixture needs one path"},
		{call + "documented {\"a\":\n  xxx}\n", "s.txt:6: not JSON"},
		{call + "answer\n\n{}\n", "s.txt:6: not JSON"},
		{call + "answer {}\nvarying a..b\n", `s.txt:7: "a..b" is not a path`},
		{call + "answer {}\nvarying a,\n", `s.txt:7: "" is not a path`},
		{call + "bytes x\nvarying a\n## B\n", "s.txt:8: the step of line 3 has a varying but no body"},
		{call + "answer {}\nxml-varying a\n## B\n", "s.txt:8: the step of line 3 has an xml-varying but no xml"},
		{call + "xml a.xml\nxml b.xml\n", "s.txt:7: a second xml"},
		{call + "xml\n", "s.txt:6: xml needs a path"},
		{call + "xml a.xml form\n", "s.txt:6: xml needs a path"},
		{strings.Replace(call, "smspartner", "primotexto", 1) + "xml a.xml\n", "s.txt:6: xml: only smspartner answers XML"},
		{call + "answer {}\ncapture id\n", "s.txt:7: capture needs a name and a path"},
		{call + "answer {}\ncapture-header id\n", "s.txt:7: capture-header needs a name and a header's name"},
		{call + "answer {}\ncapture-header key Location\n", `s.txt:7: capture: "key" is no name`},
		{call + "answer {}\ncapture 1d id\n", `s.txt:7: capture: "1d" is no name`},
		{call + "answer {}\ncapture key id\n", `s.txt:7: capture: "key" is no name`},
		{call + "answer {}\ncapture id list[].id\n", `s.txt:7: capture: "list[].id" is not a path to one value`},
		{call + "header no-colon\n", "s.txt:6: header needs Name: value"},
		{call + "answer {}\nadvance 2s\nvarying a\n", "s.txt:8: varying after advance: which answer is meant?"},
		{call + "answer {}\nadvance 2s\n", "advance comes after the last request or callback and does nothing"},

		{top + "set {\"a\":\"{{id}}\"}\n", "s.txt:3: {{id}} is not captured by an earlier step; known are key, wrongkey"},
		{top + "set {\"a\":\n\"{{id}}\"}\n", "s.txt:4: {{id}} is not captured"},
		{top + "## A\nGET /v1/me?id={{id}}\n", "s.txt:4: {{id}} is not captured"},
		{top + "## A\nGET /v1/me\nX-A: {{id}}\n", "s.txt:5: {{id}} is not captured"},
		{top + "## A\nGET /v1/me\n\n{{id}}\n", "s.txt:6: {{id}} is not captured"},
		{call + "answer {\"a\":\"{{id}}\"}\n", "s.txt:6: {{id}} is not captured"},
		{call + "answer {}\ncapture id a\nbytes {{id}}\n", "s.txt:8: {{id}} is not captured"},
	} {
		_, err := Parse("s.txt", []byte(test.text))
		if assert.Error(t, err, test.text) {
			assert.Contains(t, err.Error(), test.problem, test.text)
			assert.Regexp(t, `^s\.txt:[1-9]\d*: `, err.Error())
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(example)
	f.Add(reports)
	f.Add(strings.Repeat("## A\nGET /\nHTTP 204\n", 3))
	for _, script := range scriptFiles(f) {
		f.Add(script)
	}
	f.Fuzz(func(t *testing.T, text string) {
		script, err := Parse("s.txt", []byte(text))
		if err != nil {
			assert.Regexp(t, `^s\.txt:[1-9]\d*: `, err.Error())
			return
		}
		for _, step := range script.Steps {
			assert.Equal(t, step.Callback == "", step.Method != "", "one of the two")
			assert.Equal(t, step.Callback == "", step.Status != 0)
		}
	})
}
