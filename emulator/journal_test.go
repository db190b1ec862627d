package emulator

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// journalOf reads the journal as the control API shows it.
func journalOf(t *testing.T, e *Emulator, query string) []map[string]any {
	t.Helper()
	var answer struct{ Requests []map[string]any }
	require.NoError(t, json.Unmarshal([]byte(call(t, e, "GET", "/_fakesms/requests"+query, "").body), &answer))
	return answer.Requests
}

// Whatever is large is cut, alone, and the entry says so.
func TestJournalCutsEveryPart(t *testing.T) {
	long := strings.Repeat("a", 20_000)
	send := `{"apiKey":"k","phoneNumbers":"0612345678","message":"x"`
	for name, ask := range map[string]func(*Emulator){
		"body":    func(e *Emulator) { call(t, e, "POST", "/v1/send", send+`,"message":"`+long+`"}`) },
		"unread":  func(e *Emulator) { call(t, e, "POST", "/v1/send", send+`,"`+long+`":1}`) },
		"query":   func(e *Emulator) { call(t, e, "GET", "/v1/me?apiKey=k&x="+long, "") },
		"headers": func(e *Emulator) { call(t, e, "GET", "/v1/me?apiKey=k", "", "X-Long: "+long) },
		"path":    func(e *Emulator) { call(t, e, "GET", "/v1/"+long+"?apiKey=k", "") },
		"key":     func(e *Emulator) { call(t, e, "GET", "/v2/account/stats", "", "X-Primotexto-ApiKey: "+long) },
	} {
		e := newEmulator(t)
		ask(e)
		entry := journalOf(t, e, "")[0]
		assert.Equal(t, true, entry["truncated"], name)
		for part, value := range entry {
			text, err := json.Marshal(value)
			require.NoError(t, err)
			assert.Less(t, len(text), 17_000, "%s: %s", name, part)
		}
	}
	e := newEmulator(t)
	call(t, e, "POST", "/v1/send", send+"}")
	assert.Equal(t, false, journalOf(t, e, "")[0]["truncated"])
}

func TestJournalKeepsItsOwnHeaders(t *testing.T) {
	e := newEmulator(t)
	request := httptest.NewRequest("GET", "/v1/me?apiKey=k", nil)
	for _, n := range []string{"1", "2"} {
		request.Header.Set("X-N", n)
		e.ServeHTTP(httptest.NewRecorder(), request)
	}
	for i, entry := range journalOf(t, e, "?provider=smspartner&key=k") {
		assert.Equal(t, []string{"1", "2"}[i], entry["headers"].(map[string]any)["X-N"])
	}
}

func TestJournalIsNarrowed(t *testing.T) {
	e := newEmulator(t)
	call(t, e, "GET", "/v1/nothing", "")
	call(t, e, "GET", "/v2/nothing", "")
	call(t, e, "GET", "/v1/me?apiKey=k", "")
	assert.Len(t, journalOf(t, e, ""), 3)
	for provider, paths := range map[string][]string{"smspartner": {"/v1/nothing", "/v1/me"}, "primotexto": {"/v2/nothing"}} {
		var got []string
		for _, entry := range journalOf(t, e, "?provider="+provider) {
			got = append(got, entry["path"].(string))
		}
		assert.Equal(t, paths, got)
	}
	assert.Len(t, journalOf(t, e, "?limit=2"), 2)
	assert.Equal(t, http.StatusOK, call(t, e, "POST", "/_fakesms/reset", "").status)
	call(t, e, "GET", "/v1/nothing", "")
	assert.EqualValues(t, 1, journalOf(t, e, "")[0]["id"], "a reset counts from one again")
}

// Messages of several accounts come in the order in which they were sent.
func TestMessagesOfAllAccountsInOrder(t *testing.T) {
	e := newEmulator(t)
	for _, key := range []string{"b", "a", "b", "c"} {
		call(t, e, "POST", "/v1/send", `{"apiKey":"`+key+`","phoneNumbers":"0612345678","message":"x"}`)
		call(t, e, "POST", "/_fakesms/clock", `{"advance":"1s"}`)
	}
	order := func(query string) (keys string) {
		var answer struct{ Messages []struct{ Key string } }
		require.NoError(t, json.Unmarshal([]byte(call(t, e, "GET", "/_fakesms/messages"+query, "").body), &answer))
		for _, m := range answer.Messages {
			keys += m.Key
		}
		return keys
	}
	assert.Equal(t, "babc", order(""))
	assert.Equal(t, "bc", order("?limit=2"))
}
