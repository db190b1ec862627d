package contracts

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Each difference between an answer and what a step says has its row: s.txt:5 is
// the status, s.txt:6 the first assertion.
func TestRunFailures(t *testing.T) {
	const json, xml = `{"success":true,"message_id":307,"cost":0.038}`, `<result><entry>true</entry><entry>307</entry><entry>0.038</entry></result>`
	for _, test := range []struct {
		about    string
		answer   reply
		asserted string
		problems []string
	}{
		{"none", reply{json: json, xml: xml}, "fixture send/success.json", nil},
		{"another status", reply{status: 400, json: `{"code":10}`, xml: `<result><entry>10</entry></result>`}, "fixture send/success.json",
			[]string{`s.txt:5: A: HTTP: got 400, not 200: {"code":10}`}},
		{"another value", reply{json: `{"a":1}`, xml: `<result><entry>1</entry></result>`}, `answer {"a":2}`,
			[]string{"s.txt:6: A: a: got number 1, answer number 2"}},
		{"all differences", reply{json: `{"a":1,"b":null}`}, `assumed {"a":2,"b":3}` + "\nvarying c",
			[]string{"s.txt:6: A: c: named by varying, but not there", "s.txt:6: A: a: got number 1, assumed number 2", "s.txt:6: A: b: got null, assumed number 3",
				`s.txt:5: A: as XML: Content-Type: got "application/json; charset=utf-8", not application/xml: {"a":1,"b":null}`}},
		{"no such fixture", reply{json: json, xml: xml}, "fixture send/none.json", []string{"s.txt:6: A: fixture: no smspartner/send/none.json"}},
		{"a fixture that is no JSON", reply{json: json, xml: xml}, "fixture send/success.xml",
			[]string{"s.txt:6: A: fixture: not JSON: invalid character '<' looking for beginning of value"}},
		{"no JSON", reply{json: `<html>`}, "fixture send/success.json",
			[]string{"s.txt:5: A: not JSON: invalid character '<' looking for beginning of value: <html>"}},
		{"another type of content", reply{json: json, contentType: "text/html"}, "fixture send/success.json",
			[]string{`s.txt:5: A: Content-Type: got "text/html", not application/json: ` + json}},
		{"the same for published XML alone", reply{json: json, contentType: "text/html"}, "xml send/success.xml",
			[]string{`s.txt:5: A: Content-Type: got "text/html", not application/json: ` + json}},

		{"bytes", reply{json: `{"a": 1}`, xml: `<result><entry>1</entry></result>`}, `bytes {"a":1}`,
			[]string{`s.txt:6: A: bytes: got "{\"a\": 1}", not "{\"a\":1}"`}},
		{"no bytes", reply{json: ` `}, `bytes`, []string{`s.txt:6: A: bytes: got " ", not ""`}},
		{"header", reply{json: json, xml: xml, header: http.Header{"A": {"b"}}}, "header A: c\nbytes " + json, []string{`s.txt:6: A: header A: got ["b"], not "c"`}},
		{"header twice", reply{json: json, xml: xml, header: http.Header{"A": {"b", "b"}}}, "header A: b\nbytes " + json, []string{`s.txt:6: A: header A: got ["b" "b"], not "b"`}},
		{"no header", reply{json: json, xml: xml}, "header A: b\nbytes " + json, []string{`s.txt:6: A: header A: got [], not "b"`}},

		{"capture nothing", reply{json: json, xml: xml}, "capture id id\nbytes " + json, []string{"s.txt:6: A: capture id: 0 values at id"}},
		{"capture a key that is there twice", reply{json: `{"a":1,"a":2}`, xml: `<result><entry>1</entry><entry>2</entry></result>`}, "capture id a\nxml send/success.xml shape",
			[]string{"s.txt:7: A: .: got object with keys a, a, published XML 3 entries", "s.txt:6: A: capture id: 2 values at a"}},
		{"capture more than a value", reply{json: `{"a":{}}`, xml: `<result><entry/></result>`}, "capture id a\nbytes {\"a\":{}}",
			[]string{"s.txt:6: A: capture id: a is object with keys , neither string nor number"}},

		{"published XML", reply{json: json, xml: xml}, "xml send/success.xml", []string{`s.txt:6: A: message_id: got number 307, published XML "306"`}},
		{"its shape", reply{json: json, xml: xml}, "xml send/success.xml shape", nil},
		{"not its shape", reply{json: `{"a":[1]}`, xml: `<result><entry><entry>1</entry></entry></result>`}, "xml send/success.xml shape",
			[]string{"s.txt:6: A: .: got object with keys a, published XML 3 entries"}},
		{"it varies", reply{json: json, xml: xml}, "xml send/success.xml\nvarying message_id", nil},
		{"it varies alone", reply{json: json, xml: xml}, "xml send/success.xml\nxml-varying message_id\nfixture send/success.json", nil},
		{"it does not vary with the JSON", reply{json: json, xml: xml}, "xml send/success.xml\nxml-varying cost\nfixture send/success.json\nvarying message_id",
			[]string{`s.txt:6: A: message_id: got number 307, published XML "306"`}},
		{"varying names nothing", reply{json: json, xml: xml}, "xml send/success.xml\nvarying message_id, x", []string{"s.txt:6: A: x: named by varying, but not there"}},
		{"no such XML", reply{json: json, xml: xml}, "xml send/none.xml", []string{"s.txt:6: A: xml: no smspartner/send/none.xml"}},
		{"XML that is none", reply{json: json, xml: xml}, "xml send/success.json", []string{"s.txt:6: A: xml: not XML: text outside the root: \"{\\\"success\\\":true,\\\"message_id\\\":307,\\\"cost\\\":0.038}\""}},

		{"the twin has another value", reply{json: json, xml: strings.Replace(xml, "307", "308", 1)}, "fixture send/success.json",
			[]string{`s.txt:5: A: message_id: got number 307, as XML "308"`}},
		{"even where the fixture's varies", reply{json: json, xml: strings.Replace(xml, "307", "308", 1)}, "fixture send/success.json\nvarying message_id",
			[]string{`s.txt:5: A: message_id: got number 307, as XML "308"`}},
		{"the twin is no XML", reply{json: json, xml: "<result>"}, "fixture send/success.json",
			[]string{"s.txt:5: A: as XML: not XML: XML syntax error on line 1: unexpected EOF: <result>"}},
		{"begins", reply{json: "a;b\nc;d\n", contentType: "text/csv"}, "begins a;b", nil},
		{"begins otherwise", reply{json: "a;bc\n", contentType: "text/csv"}, "begins a;b", []string{`s.txt:6: A: begins: got "a;bc\n", not "a;b"`}},
		{"a file has no twin", reply{json: "a;b", contentType: "text/csv"}, "bytes a;b", nil},
	} {
		t.Run(test.about, func(t *testing.T) {
			server := &fake{routes: map[string]reply{"GET /v1/x": test.answer}}
			text := "provider smspartner\nat 2027-01-11T10:00:00Z\n## A\nGET /v1/x\nHTTP 200\n" + test.asserted + "\n"
			err := run(t.Context(), AgainstHandler(server), mustParse(t, "s.txt", text), published)
			assert.Equal(t, test.problems, problems(err))
		})
	}
}

func TestRunATwinWithAnotherStatus(t *testing.T) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Has("_format") {
			w.WriteHeader(http.StatusInternalServerError)
		}
		w.Header().Set("Content-Type", "text/csv")
		io.WriteString(w, "a;b")
	})
	text := "provider smspartner\nat 2027-01-11T10:00:00Z\n## A\nGET /v1/x\nHTTP 200\nbytes a;b\n"
	err := Run(t.Context(), AgainstHandler(handler), mustParse(t, "s.txt", text))
	assert.EqualError(t, err, "s.txt:5: A: as XML: got HTTP 500, as JSON 200: a;b")
}

func TestRunA204WithABody(t *testing.T) {
	server := storyteller()
	server.routes["DELETE /v1/nothing"] = reply{status: 204, json: "x"}
	err := run(t.Context(), AgainstHandler(server), mustParse(t, "s.txt", story), published)
	assert.EqualError(t, err, `s.txt:54: Nothing: body: got "x", a 204 has none`)
}
