package emulator

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// receiver is the user's application: it keeps what it is told, in order.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	bodies []string
	urls   []string
	answer func(n int, body string) int // the status for the nth call, from 0
}

func newReceiver(t *testing.T, answer func(n int, body string) int) *receiver {
	r := &receiver{answer: answer}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body)
		r.mu.Lock()
		n := len(r.bodies)
		r.bodies = append(r.bodies, string(body))
		r.urls = append(r.urls, request.URL.String())
		r.mu.Unlock()
		if r.answer != nil {
			w.WriteHeader(r.answer(n, string(body)))
		}
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) got() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.bodies...)
}

func sendTo(t *testing.T, e *Emulator, key, number, more string) {
	t.Helper()
	got := call(t, e, "POST", "/v1/send", fmt.Sprintf(`{"apiKey":%q,"phoneNumbers":%q,"message":"Bonjour"%s}`, key, number, more))
	require.Equal(t, 200, got.status, got.body)
}

func advance(t *testing.T, e *Emulator, query, by string) map[string]any {
	t.Helper()
	got := call(t, e, "POST", "/_fakesms/clock"+query, `{"advance":"`+by+`"}`)
	require.Equal(t, 200, got.status, got.body)
	var answer map[string]any
	require.NoError(t, json.Unmarshal([]byte(got.body), &answer))
	return answer
}

func callbacksOf(t *testing.T, e *Emulator, query string) []map[string]any {
	t.Helper()
	var answer struct{ Callbacks []map[string]any }
	require.NoError(t, json.Unmarshal([]byte(call(t, e, "GET", "/_fakesms/callbacks"+query, "").body), &answer))
	return answer.Callbacks
}

// When an advance answers, the report has been made and has its answer.
func TestAReportIsMadeWhenTheAdvanceAnswers(t *testing.T) {
	app := newReceiver(t, nil)
	e := newEmulator(t)
	sendTo(t, e, "k", "0612345678", `,"urlDlr":"`+app.URL+`/dlr?secret=a%20b&x"`)
	assert.Empty(t, app.got())
	advance(t, e, "", "2s")
	require.Len(t, app.got(), 1)
	assert.Equal(t, "/dlr?secret=a%20b&x", app.urls[0])
	made := callbacksOf(t, e, "")[0]
	assert.Equal(t, "delivered", made["state"])
	assert.Equal(t, app.got()[0], made["body"])
	assert.InDelta(t, 200, made["attempts"].([]any)[0].(map[string]any)["status"], 0)
}

// 500, 500, then 200: ten seconds and a minute after the attempts were due.
func TestAFailedCallbackIsTriedAgain(t *testing.T) {
	e := newEmulator(t)
	var times []string
	app := newReceiver(t, func(n int, _ string) int {
		var clock struct{ Now string }
		_ = json.Unmarshal([]byte(call(t, e, "GET", "/_fakesms/clock", "").body), &clock)
		times = append(times, clock.Now)
		return []int{500, 500, 200}[n]
	})
	sendTo(t, e, "k", "0612345678", `,"urlDlr":"`+app.URL+`"`)
	answer := advance(t, e, "", "30s")
	owed := answer["owed"].([]any)[0].(map[string]any)
	assert.Equal(t, "2014-01-01T00:01:12Z", owed["due"], "the third attempt stays owed")
	assert.Equal(t, owed["due"], answer["next"])
	answer = advance(t, e, "", "48h")
	assert.Nil(t, answer["owed"])
	assert.Equal(t, []string{"2014-01-01T00:00:02Z", "2014-01-01T00:00:12Z", "2014-01-01T00:01:12Z"}, times)
	assert.Len(t, callbacksOf(t, e, "?state=delivered"), 1)
}

// A refused connection is tried three times, then given up; a redirect to the
// public internet is refused, told, and never tried again.
func TestCallbacksThatCannotBeMade(t *testing.T) {
	away := newReceiver(t, nil)
	redirect := httptest.NewServer(http.RedirectHandler("http://203.0.113.7/dlr", http.StatusTemporaryRedirect))
	defer redirect.Close()
	e := newEmulator(t)
	sendTo(t, e, "gone", "0612345678", `,"urlDlr":"`+away.URL+`"`)
	away.Close()
	sendTo(t, e, "public", "0612345678", `,"urlDlr":"http://203.0.113.7/dlr"`)
	sendTo(t, e, "redirected", "0612345678", `,"urlDlr":"`+redirect.URL+`"`)
	sendTo(t, e, "no-url", "0612345678", `,"urlDlr":"example.com/dlr"`)
	advance(t, e, "", "48h")
	for key, want := range map[string]struct {
		state, why string
		attempts   int
	}{
		"gone":       {"failed", "connection refused", 3},
		"public":     {"refused", "--callback-allow 203.0.113.7", 1},
		"redirected": {"refused", "--callback-allow 203.0.113.7", 1},
		"no-url":     {"refused", "no http or https URL", 1},
	} {
		made := callbacksOf(t, e, "?key="+key)[0]
		assert.Equal(t, want.state, made["state"], key)
		attempts := made["attempts"].([]any)
		assert.Len(t, attempts, want.attempts, key)
		assert.Contains(t, attempts[0].(map[string]any)["error"], want.why, key)
	}
}

// The application sends the next message from inside a report, while the clock
// moves: one advance carries out the whole conversation. A second request for the
// clock is refused meanwhile.
func TestSendingFromInsideAReport(t *testing.T) {
	for name, query := range map[string]string{"world": "?provider=smspartner&key=k", "server": ""} {
		t.Run(name, func(t *testing.T) {
			e := newEmulator(t)
			var second []int
			app := newReceiver(t, nil)
			app.answer = func(n int, _ string) int {
				second = append(second, call(t, e, "POST", "/_fakesms/clock"+query, `{"advance":"1s"}`).status)
				if n < 4 {
					sendTo(t, e, "k", "0612345678", `,"urlDlr":"`+app.URL+`"`)
				}
				return 200
			}
			sendTo(t, e, "k", "0612345678", `,"urlDlr":"`+app.URL+`"`)
			advance(t, e, query, "10s")
			assert.Len(t, app.got(), 5, "two seconds each")
			assert.Equal(t, []int{409, 409, 409, 409, 409}, second)
			advance(t, e, query, "48h")
			assert.Len(t, app.got(), 5)
		})
	}
}

// A receiver that does not answer holds up its own callbacks, not those of others.
func TestASlowReceiverDelaysNobodyElse(t *testing.T) {
	release := make(chan struct{})
	slow := newReceiver(t, func(int, string) int { <-release; return 200 })
	quick := newReceiver(t, nil)
	e := newEmulator(t)
	for i := range 100 {
		sendTo(t, e, "slow", fmt.Sprintf("06123450%02d", i), `,"urlDlr":"`+slow.URL+`"`)
	}
	done := make(chan map[string]any)
	go func() { done <- advance(t, e, "?provider=smspartner&key=slow", "1m") }()
	sendTo(t, e, "quick", "0612345678", `,"urlDlr":"`+quick.URL+`"`)
	advance(t, e, "?provider=smspartner&key=quick", "1m")
	assert.Len(t, quick.got(), 1)
	close(release)
	<-done
	assert.Len(t, slow.got(), 100)
}

// Ten thousand messages at once: no callback is lost or doubled, those of a
// message come in order, and nothing is left running.
func TestTenThousandMessagesAtOnce(t *testing.T) {
	const count = 10_000
	app := newReceiver(t, nil)
	e := newEmulator(t, func(o *Options) { o.MaxCallbacks = 3 * count })
	call(t, e, "PUT", "/_fakesms/accounts/primotexto/k", `{"callbackURL":"`+app.URL+`"}`)
	for i := range count {
		got := call(t, e, "POST", "/v2/notification/messages/send", fmt.Sprintf(`{"number":"+336%08d","message":"x"}`, 12_000_000+i), "X-Primotexto-ApiKey: k")
		require.Equal(t, 200, got.status)
	}
	before := runtime.NumGoroutine()
	start := time.Now()
	advance(t, e, "?provider=primotexto&key=k", "2s")
	t.Logf("%d callbacks in %s; goroutines %d before, %d after; heap %d MB", len(app.got()),
		time.Since(start).Round(time.Millisecond), before, runtime.NumGoroutine(), heapInUse()>>20)
	events := map[string][]string{}
	for _, body := range app.got() {
		var told struct {
			Event   string
			Contact struct{ Identifier string }
		}
		require.NoError(t, json.Unmarshal([]byte(body), &told))
		events[told.Contact.Identifier] = append(events[told.Contact.Identifier], told.Event)
	}
	require.Len(t, events, count)
	for number, told := range events {
		require.Equal(t, "sent submitted delivered", strings.Join(told, " "), number)
	}
	assert.Less(t, runtime.NumGoroutine(), before+200, "kept connections alone are left")
}

// Running clocks call back too, with nobody asking.
func TestARunningClockCallsBack(t *testing.T) {
	told := make(chan string, 1)
	app := newReceiver(t, func(_ int, body string) int { told <- body; return 200 })
	quick := 0.001
	e := newEmulator(t, func(o *Options) { o.Freeze, o.Time, o.Pace = false, time.Time{}, &quick })
	sendTo(t, e, "k", "0612345678", `,"urlDlr":"`+app.URL+`"`)
	assert.Contains(t, <-told, `"status":"delivered"`)
}

// Closing waits for the callback under way.
func TestClosingWaitsForCallbacks(t *testing.T) {
	arrived, release := make(chan struct{}), make(chan struct{})
	app := newReceiver(t, func(int, string) int { close(arrived); <-release; return 200 })
	e := newEmulator(t)
	sendTo(t, e, "k", "+33639980008", `,"urlDlr":"`+app.URL+`"`)
	<-arrived
	closed := make(chan struct{})
	go func() { _ = e.Close(); close(closed) }()
	close(release)
	<-closed
	assert.Len(t, app.got(), 1)
}

func heapInUse() uint64 {
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return memory.HeapInuse
}

// What a reset forgets, or a restore replaces, calls nobody any more, but for the
// attempts that are under way.
func TestWhatIsForgottenCallsNobody(t *testing.T) {
	for name, forget := range map[string]func(e *Emulator) reply{
		"all":     func(e *Emulator) reply { return call(t, e, "POST", "/_fakesms/reset", "") },
		"account": func(e *Emulator) reply { return call(t, e, "POST", "/_fakesms/reset?provider=smspartner&key=k", "") },
		"restore": func(e *Emulator) reply {
			return call(t, e, "PUT", "/_fakesms/snapshot", call(t, newEmulator(t), "GET", "/_fakesms/snapshot", "").body)
		},
	} {
		t.Run(name, func(t *testing.T) {
			release := make(chan struct{})
			app := newReceiver(t, func(int, string) int { <-release; return 200 })
			e := newEmulator(t)
			for i := range 200 {
				sendTo(t, e, "k", "0639980008", fmt.Sprintf(`,"urlDlr":"%s/%d"`, app.URL, i))
			}
			require.Equal(t, 200, forget(e).status)
			close(release)
			require.NoError(t, e.Close()) // which waits for all
			assert.LessOrEqual(t, len(app.got()), 64)
		})
	}
}
