package contracts

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fake is a small server: it agrees to all that the control API is asked, gives
// ids that a reset gives again, and notes every call.
type fake struct {
	known bool // the world exists
	sent  int
	calls []string

	refuse map[string]string // control calls, "POST /_fakesms/clock {…}", and the text of their 400
	routes map[string]reply  // "GET /v1/me" and what it answers
}

// reply is an answer, as JSON and as XML when asked for with _format=xml.
type reply struct {
	status      int
	json        string
	xml         string
	contentType string // when it is neither
	header      http.Header
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	call := strings.TrimSpace(r.Method + " " + r.URL.RequestURI() + " " + string(body))
	f.calls = append(f.calls, call)
	if strings.HasPrefix(r.URL.Path, "/_fakesms/") && r.Method != "GET" {
		f.control(w, r, string(body))
		return
	}
	answer, ok := f.routes[r.Method+" "+r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	if strings.HasSuffix(r.URL.Path, "/send") {
		f.sent++
	}
	text, contentType := answer.json, "application/json; charset=utf-8"
	if r.URL.Query().Get("_format") == "xml" && answer.xml != "" {
		text, contentType = answer.xml, "application/xml; charset=utf-8"
	}
	if answer.contentType != "" {
		contentType = answer.contentType
	}
	for name, values := range answer.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(max(answer.status, 200))
	io.WriteString(w, strings.ReplaceAll(text, "ID", fmt.Sprint(1000+f.sent)))
}

func (f *fake) control(w http.ResponseWriter, r *http.Request, body string) {
	if text, ok := f.refuse[strings.TrimSpace(r.Method+" "+r.URL.Path+" "+body)]; ok {
		w.WriteHeader(http.StatusBadRequest)
		io.WriteString(w, text)
		return
	}
	known := f.known
	f.known = r.URL.Path != "/_fakesms/reset"
	if !f.known {
		f.sent = 0
	}
	if !f.known && !known {
		w.WriteHeader(http.StatusNotFound)
	}
}

// published is the only fixture these tests have.
func published(path string) ([]byte, error) {
	switch path {
	case "smspartner/send/success.json", "primotexto/send/success.json":
		return []byte(`{"success":true,"message_id":307,"cost":0.038}`), nil
	case "smspartner/send/success.xml":
		return []byte(`<result><entry>true</entry><entry>306</entry><entry>0.038</entry></result>`), nil
	}
	return nil, fmt.Errorf("no %s", path)
}

func mustParse(t *testing.T, name, text string) *Script {
	t.Helper()
	script, err := Parse(name, []byte(text))
	require.NoError(t, err)
	script.Key = "KEY"
	return script
}

const story = `# A story, with all that a story can have.
provider smspartner
at 2027-01-11T10:00:00+01:00
set {"balance":"0.900"}

## It is sent
POST /v1/send

{"apiKey":"{{key}}"}

HTTP 200
fixture send/success.json
varying message_id
xml send/success.xml
capture id message_id
header X-Limit: 5

## It is delivered
advance 2s
GET /v1/status?messageId={{id}}
HTTP 200
documented {"success":true,
  "id":"{{id}}"}
capture other id

## fakesms knows it
at 2027-01-11T12:00:00+01:00
set {"shortCode":"{{other}}"}
GET /_fakesms/messages?id={{id}}
HTTP 200
answer [{"id":"1001"}]
capture seen [0].id

## Asked for in a format
GET /v1/status?_format=json&messageId={{seen}}
HTTP 200
documented {"success":true,"id":"1001"}

##
POST /v1/status

{"_format":"json"}
HTTP 200
documented {"success":true}

## A wrong key
GET /v1/me?apiKey={{wrongkey}}
HTTP 400
assumed {"success":false}
bytes {"success":false}

## Nothing
DELETE /v1/nothing
HTTP 204
`

func storyteller() *fake {
	return &fake{routes: map[string]reply{
		"POST /v1/send": {
			json:   `{"success":true,"message_id":ID,"cost":0.038}`,
			xml:    `<result><entry>true</entry><entry>ID</entry><entry>0.038</entry></result>`,
			header: http.Header{"X-Limit": {"5"}},
		},
		"GET /v1/status": {
			json: `{"success":true,"id":"ID"}`,
			xml:  `<result><entry>true</entry><entry><![CDATA[ID]]></entry></result>`,
		},
		"POST /v1/status":        {json: `{"success":true}`},
		"GET /_fakesms/messages": {json: `[{"id":"ID"}]`},
		"GET /v1/me": {
			status: 400,
			json:   `{"success":false}`,
			xml:    `<result><entry>false</entry></result>`,
		},
		"DELETE /v1/nothing": {status: 204},
	}}
}

func TestRunTellsTheStoryTwice(t *testing.T) {
	server := storyteller()
	require.NoError(t, run(t.Context(), AgainstHandler(server), mustParse(t, "smspartner/send.txt", story), published))
	world := "?provider=smspartner&key=KEY"
	told := func(question, and string) []string {
		return []string{
			"POST /_fakesms/reset" + world,
			"POST /_fakesms/clock" + world + ` {"freeze":true}`,
			"POST /_fakesms/clock" + world + ` {"to":"2027-01-11T10:00:00+01:00"}`,
			`PUT /_fakesms/accounts/smspartner/KEY {"balance":"0.900"}`,
			"POST /v1/send" + question + ` {"apiKey":"KEY"}`,
			"POST /_fakesms/clock" + world + ` {"advance":"2s"}`,
			"GET /v1/status?messageId=1001" + and,
			"POST /_fakesms/clock" + world + ` {"to":"2027-01-11T12:00:00+01:00"}`,
			`PUT /_fakesms/accounts/smspartner/KEY {"shortCode":"1001"}`,
			"GET /_fakesms/messages?id=1001",
			"GET /v1/status?_format=json&messageId=1001",
			`POST /v1/status {"_format":"json"}`,
			"GET /v1/me?apiKey=invalid-KEY" + and,
			"DELETE /v1/nothing" + question,
		}
	}
	assert.Equal(t, append(told("", ""), told("?_format=xml", "&_format=xml")...), server.calls)

	// What the first run left behind changes nothing.
	assert.NoError(t, run(t.Context(), AgainstHandler(server), mustParse(t, "smspartner/send.txt", story), published))
}

func TestRunTellsPrimotextoOnce(t *testing.T) {
	server := storyteller()
	server.routes["POST /v2/send"] = server.routes["POST /v1/send"]
	text := "provider primotexto\nat 2027-01-11T10:00:00Z\n## A\nPOST /v2/send\nHTTP 200\nfixture send/success.json\nvarying message_id\n"
	require.NoError(t, run(t.Context(), AgainstHandler(server), mustParse(t, "primotexto/send.txt", text), published))
	assert.Len(t, server.calls, 4)
}

func problems(err error) []string {
	if err == nil {
		return nil
	}
	return strings.Split(err.Error(), "\n")
}

// A story cannot go on when its directives are refused: it ends with the text of the refusal.
func TestRunEndsWhereADirectiveIsRefused(t *testing.T) {
	for call, problem := range map[string]string{
		`POST /_fakesms/reset`:                                       "s.txt:3: POST /_fakesms/reset : got 400: no",
		`POST /_fakesms/clock {"freeze":true}`:                       `s.txt:3: POST /_fakesms/clock {"freeze":true}: got 400: no`,
		`POST /_fakesms/clock {"to":"2027-01-11T10:00:00+01:00"}`:    `s.txt:3: POST /_fakesms/clock {"to":"2027-01-11T10:00:00+01:00"}: got 400: no`,
		`PUT /_fakesms/accounts/smspartner/KEY {"balance":"0.900"}`:  `s.txt:4: PUT /_fakesms/accounts/smspartner/KEY {"balance":"0.900"}: got 400: no`,
		`POST /_fakesms/clock {"advance":"2s"}`:                      `s.txt:19: POST /_fakesms/clock {"advance":"2s"}: got 400: no`,
		`POST /_fakesms/clock {"to":"2027-01-11T12:00:00+01:00"}`:    `s.txt:27: POST /_fakesms/clock {"to":"2027-01-11T12:00:00+01:00"}: got 400: no`,
		`PUT /_fakesms/accounts/smspartner/KEY {"shortCode":"1001"}`: `s.txt:28: PUT /_fakesms/accounts/smspartner/KEY {"shortCode":"1001"}: got 400: no`,
	} {
		server := storyteller()
		server.refuse = map[string]string{call: "no"}
		err := run(t.Context(), AgainstHandler(server), mustParse(t, "s.txt", story), published)
		assert.EqualError(t, err, problem, "and no second playing")
	}
}

// A clock that the world is not known to is no reason to go on.
func TestRunWants200OfTheClock(t *testing.T) {
	server := http.NotFoundHandler()
	err := run(t.Context(), AgainstHandler(server), mustParse(t, "s.txt", story), published)
	assert.ErrorContains(t, err, `s.txt:3: POST /_fakesms/clock {"freeze":true}: got 404: 404 page not found`)
}

func TestRunGoesOnAfterAFailedStep(t *testing.T) {
	server := storyteller()
	server.routes["POST /v1/send"] = reply{json: `{"success":true,"messageId":ID}`, xml: `<result><entry>true</entry><entry>ID</entry></result>`}
	server.routes["GET /v1/me"] = reply{json: `{}`, xml: `<result/>`}
	text := strings.Replace(story, "\nset {\"shortCode\":\"{{other}}\"}", "", 1)
	err := run(t.Context(), AgainstHandler(server), mustParse(t, "s.txt", text), published)
	assert.Equal(t, []string{
		"s.txt:16: It is sent: header X-Limit: got [], not \"5\"",
		"s.txt:12: It is sent: .: got object with keys success, messageId, fixture object with keys success, message_id, cost",
		"s.txt:14: It is sent: .: got object with keys success, messageId, published XML 3 entries",
		"s.txt:15: It is sent: capture id: 0 values at message_id",
		"s.txt:20: It is delivered: {{id}}: not captured, because an earlier step failed",
		"s.txt:28: fakesms knows it: {{id}}: not captured, because an earlier step failed",
		"s.txt:34: Asked for in a format: {{seen}}: not captured, because an earlier step failed",
		"s.txt:47: A wrong key: HTTP: got 200, not 400: {}",
	}, problems(err))
}

func TestRunWithoutAServer(t *testing.T) {
	script := mustParse(t, "s.txt", story)
	err := Run(t.Context(), AgainstURL("http://127.0.0.1:1"), script)
	assert.ErrorContains(t, err, "s.txt:3: Post \"http://127.0.0.1:1/_fakesms/reset?provider=smspartner&key=KEY\"")

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, Run(ctx, AgainstURL("http://127.0.0.1:1"), script), context.Canceled)

	cut := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v1/send" {
			panic(http.ErrAbortHandler)
		}
	})
	err = Run(t.Context(), AgainstHandler(cut), script)
	assert.ErrorContains(t, err, "s.txt:7: It is sent: Post \"http://127.0.0.1/v1/send\": the server cut the connection")
}

// Wherever a name stands that was not captured, the step is not sent.
func TestRunWithoutACapturedName(t *testing.T) {
	const begin = "provider smspartner\nat 2027-01-11T10:00:00Z\n## A\nPOST /v1/send\nHTTP 200\nbytes {}\ncapture id id\n"
	for text, problem := range map[string]string{
		"## B\nGET /v1/me\nX-Id: {{id}}\nHTTP 204\n":     "s.txt:9: B: {{id}}: not captured, because an earlier step failed",
		"##\nGET /v1/me\n\n{{id}}\nHTTP 204\n":           "s.txt:9: A: {{id}}: not captured, because an earlier step failed",
		"##\nset {\"a\":{{id}}}\nGET /v1/me\nHTTP 204\n": "s.txt:9: {{id}}: not captured, because an earlier step failed",
	} {
		server := &fake{routes: map[string]reply{"POST /v1/send": {json: `{}`, xml: `<result/>`}, "GET /v1/me": {status: 204}}}
		err := run(t.Context(), AgainstHandler(server), mustParse(t, "s.txt", begin+text), published)
		assert.Equal(t, []string{"s.txt:7: A: capture id: 0 values at id", problem}, problems(err))
		assert.NotContains(t, strings.Join(server.calls, "\n"), "/v1/me")
	}
}
