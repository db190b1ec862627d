package emulator

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/contracts"
)

// FuzzRequests sends whatever comes to any path. The contracts' requests are
// where it begins. There is no panic and no 5xx; the answer parses and is in the
// dialect of the path; and an error has changed nothing.
func FuzzRequests(f *testing.F) {
	scripts, err := contracts.Scripts()
	require.NoError(f, err)
	group, contact := newContact(f, newEmulator(f), "k") // the same in each server
	list := newListOf(f, newEmulator(f), "k")            // every emulator gives it this id
	for _, script := range scripts {
		for _, step := range script.Steps {
			if step.Callback != "" {
				continue
			}
			key := strings.NewReplacer("{{key}}", "k", "{{wrongkey}}", "wrong", "{{group}}", group, "{{id}}", contact, "/v2/lists/{{list}}", list)
			if len(step.Body) < 2000 {
				f.Add(step.Method, key.Replace(step.Target), key.Replace(step.Body), "k")
			}
		}
	}
	f.Fuzz(func(t *testing.T, method, target, body, key string) {
		parsed, err := url.ParseRequestURI(target)
		if err != nil || !strings.HasPrefix(target, "/") || !token(method) || strings.ContainsAny(key, "\r\n") {
			t.Skip("no HTTP client sends it")
		}
		e := newEmulator(t)
		call(t, e, "POST", "/v1/send", `{"apiKey":"k","phoneNumbers":"0612345678","message":"x","scheduledDeliveryDate":"01/01/2030","time":1,"minute":0}`)
		newContact(t, e, "k")
		newListOf(t, e, "k")
		call(t, e, "POST", list+"/fields", `{"name":"age","type":"NUMBER"}`, "X-Primotexto-ApiKey: k")
		call(t, e, "POST", list+"/contacts", `{"identifier":"0600000000"}`, "X-Primotexto-ApiKey: k")
		before := state(t, e)
		request := httptest.NewRequest(method, "/", strings.NewReader(body))
		request.URL = parsed
		request.Header.Set("X-Primotexto-ApiKey", key)
		// The client is gone already, so that nothing waits.
		gone, cancel := context.WithCancel(request.Context())
		cancel()
		recorder := httptest.NewRecorder()
		e.ServeHTTP(recorder, request.WithContext(gone))
		if recorder.Code >= 500 {
			t.Errorf("%s %s answered %d: %s", method, target, recorder.Code, recorder.Body)
		}
		checkDialect(t, e, parsed.Path, recorder)
		if recorder.Code < 400 {
			return // a fault that was set would spoil the look
		}
		if after := state(t, e); after != before {
			t.Errorf("an error changed something: %s\nbefore %s\nafter  %s", recorder.Body, before, after)
		}
	})
}

// token tells what can be an HTTP method.
func token(text string) bool {
	return text != "" && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// state is what the account k holds; that a refused call may open an account,
// without anything in it, is no change.
func state(t *testing.T, e *Emulator) string {
	var all string
	for _, provider := range []string{"smspartner", "primotexto"} {
		narrow := "?provider=" + provider + "&key=k"
		all += call(t, e, "GET", "/_fakesms/messages"+narrow, "").body
		if accounts := call(t, e, "GET", "/_fakesms/accounts"+narrow, "").body; accounts != "[]\n" && provider == "smspartner" {
			all += accounts
		}
	}
	all += strings.Join(shelf(t, e, "k"), "\n")
	const mine = "X-Primotexto-ApiKey: k"
	lists := call(t, e, "GET", "/v2/lists", "", mine).body
	all += lists
	for _, list := range regexp.MustCompile(`{"id":"(\w+)","name"`).FindAllStringSubmatch(lists, -1) {
		all += call(t, e, "GET", "/v2/lists/"+list[1]+"/contacts", "", mine).body
	}
	all += call(t, e, "GET", "/v2/campaigns", "", mine).body + call(t, e, "GET", "/v2/account/stats", "", mine).body
	for _, kind := range []string{"unsubscribers", "bounces"} {
		all += call(t, e, "GET", "/v2/"+kind+"/default/contacts", "", mine).body
	}
	return all + call(t, e, "GET", "/v1/stop-sms/list?apiKey=k", "").body
}

// checkDialect reads an answer as the clients of its provider do.
func checkDialect(t *testing.T, e *Emulator, path string, got *httptest.ResponseRecorder) {
	t.Helper()
	if strings.HasPrefix(got.Header().Get("Content-Type"), "application/xml") {
		decoder := xml.NewDecoder(got.Body)
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
		}
	}
	control := strings.HasPrefix(strings.TrimLeft(path, "/"), "_fakesms")
	if got.Code == http.StatusNoContent || got.Code == http.StatusCreated && !control {
		require.Empty(t, got.Body.String(), path)
		return
	}
	var answer any
	require.NoError(t, json.Unmarshal(got.Body.Bytes(), &answer), path)
	members, isObject := answer.(map[string]any)
	first, _, _ := strings.Cut(strings.TrimLeft(path, "/"), "/")
	switch {
	case first == "v1" && members["rapport"] != nil:
		require.Equal(t, 200, got.Code, path) // a batch of contacts has no success
	case first == "v1":
		require.Equal(t, got.Code == 200, members["success"], "%s: %s", path, got.Body)
	case first == "v2" && got.Code != 200:
		require.Contains(t, members, "error", path)
		require.True(t, members["code"] != nil || members["status"] != nil, path)
	case got.Code == http.StatusRequestTimeout:
		require.NotEmpty(t, members["error"])
		require.NotNil(t, members["nearest"])
	case got.Code >= 400:
		require.True(t, isObject && len(members) == 1, "%s: %s", path, got.Body)
		require.NotEmpty(t, members["error"])
	}
}

// TestHostileBodies are the classics; fuzzing finds the rest.
func TestHostileBodies(t *testing.T) {
	deep := strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000)
	bodies := []string{
		"", " ", "null", "true", `""`, "0", "[]", "[[]]", "{", "}", "{}{}", `{"apiKey"}`, `{"apiKey":}`, "\x00", "\xff\xfe", "{\"a\":\"\xc3\x28\"}",
		`{"apiKey":null}`, `{"apiKey":["k"]}`, `{"apiKey":{"k":1}}`, `{"apiKey":1e999}`, deep, strings.Repeat("[", 20000),
		`{"apiKey":"k","apiKey":"wrong"}`, `{"apiKey":"k","phoneNumbers":{"a":1},"message":[1,2],"sender":{},"tag":[],"gamme":{},"time":[],"minute":{},"scheduledDeliveryDate":[1]}`,
		`{"apiKey":"k","phoneNumbers":1e400,"message":1e400}`, `{"apiKey":"k","phoneNumbers":-0,"message":null}`,
		`{"apiKey":"k","phoneNumbers":[[["0612345678"]]],"message":"x"}`, `{"apiKey":"k","phoneNumbers":"` + strings.Repeat(",", 100000) + `","message":"x"}`,
		`{"apiKey":"k","phoneNumbers":"0612345678","message":"x","scheduledDeliveryDate":"31/02/2030","time":1,"minute":0}`,
		`{"apiKey":"k","phoneNumbers":"0612345678","message":"x","scheduledDeliveryDate":"01/01/2030","time":99999999999999999999,"minute":0}`,
		`{"apiKey":"k","SMSStatut_List":[null,1,"x",[],{}]}`, `{"apiKey":"k","SMSStatut_List":{"0":{}}}`, `{"apiKey":"k","SMSList":[null]}`,
		`{"number":{"a":1},"message":"x"}`, `{"number":"0612345678","message":{"a":1},"date":{}}`, `{"number":"0612345678","message":"x","date":99999999999999999999}`,
		`{"number":"0612345678","message":"x","date":-9223372036854775808}`, `{"number":true,"message":false}`, `a=%zz&b`, "apiKey=k&phoneNumbers[]=0612345678",
	}
	routes, err := Routes()
	require.NoError(t, err)
	for _, r := range routes {
		for _, body := range bodies {
			e := newEmulator(t)
			request := httptest.NewRequest(r.Method, r.Path+"?_format=json", strings.NewReader(body))
			request.Header.Set("X-Primotexto-ApiKey", "k")
			recorder := httptest.NewRecorder()
			e.ServeHTTP(recorder, request)
			require.Less(t, recorder.Code, 500, "%s %.100s", r.Path, body)
			checkDialect(t, e, r.Path, recorder)
			if recorder.Code != 200 {
				require.NotContains(t, call(t, e, "GET", "/_fakesms/messages", "").body, `"id"`, "%s %.100s", r.Path, body)
			}
		}
	}
}
