package emulator

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// waiting asks in the background.
func waiting(t *testing.T, e *Emulator, target string) <-chan reply {
	t.Helper()
	answer := make(chan reply, 1)
	go func() { answer <- call(t, e, "GET", "/_fakesms/"+target, "") }()
	return answer
}

func TestWaitersAreWokenByWhatComesLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newEmulator(t)
		call(t, e, "GET", "/v1/me?apiKey=k", "")
		one := waiting(t, e, "messages/wait?provider=smspartner&key=k&to=0612345678")
		two := waiting(t, e, "messages/wait?provider=smspartner&key=k&to=0612345678&count=2")
		synctest.Wait()
		assert.Empty(t, one)
		sendTo(t, e, "k", "0699999999", "")
		sendTo(t, e, "other", "0612345678", "")
		synctest.Wait()
		assert.Empty(t, one, "others' messages are not waited for")
		sendTo(t, e, "k", "0612345678", "")
		synctest.Wait()
		assert.Equal(t, 200, (<-one).status)
		assert.Empty(t, two, "one is not enough")
		sendTo(t, e, "k", "0612345678", "")
		synctest.Wait()
		assert.Equal(t, 2, strings.Count((<-two).body, `"createdAt"`))
	})
}

// Without provider and key, or with one of them, accounts count that are opened
// while the call waits.
func TestWaitersSeeAccountsThatAreOpenedLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newEmulator(t)
		for target, seen := range map[string]bool{
			"": true, "provider=smspartner": true, "key=k": true, "provider=smspartner&key=k": true,
			"provider=primotexto": false, "key=other": false,
		} {
			call(t, e, "POST", "/_fakesms/reset", "")
			answer := waiting(t, e, "messages/wait?"+target)
			synctest.Wait()
			sendTo(t, e, "k", "0612345678", "")
			synctest.Wait()
			assert.Equal(t, seen, len(answer) == 1, target)
			assert.Equal(t, seen, (<-answer).status == 200, target)
		}
	})
}

// The time a call waits is wall time, whatever the clocks show.
func TestWaitsTimeOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newEmulator(t)
		for query, want := range map[string]time.Duration{"": 10 * time.Second, "?timeout=0s": 0, "?timeout=1m30s": 90 * time.Second} {
			for _, of := range []string{"messages", "callbacks"} {
				start := time.Now()
				got := call(t, e, "GET", "/_fakesms/"+of+"/wait"+query, "")
				assert.Equal(t, 408, got.status)
				assert.Equal(t, want, time.Since(start), "of the test's own clock")
				assert.Contains(t, got.body, `"nearest":[]`)
			}
		}
	})
}

// Whatever moves a clock brings about what a call waits for.
func TestWaitersAreWokenByTheClock(t *testing.T) {
	for name, move := range map[string]func(*testing.T, *Emulator){
		"server": func(t *testing.T, e *Emulator) { call(t, e, "POST", "/_fakesms/clock", `{"advance":"2s"}`) },
		"world": func(t *testing.T, e *Emulator) {
			call(t, e, "POST", "/_fakesms/clock?provider=smspartner&key=k", `{"advance":"2s"}`)
		},
		"running": func(t *testing.T, e *Emulator) { call(t, e, "POST", "/_fakesms/clock", `{"freeze":false}`) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := newEmulator(t)
				sendTo(t, e, "k", "0612345678", "")
				answer := waiting(t, e, "messages/wait?state=Delivered&timeout=3s")
				synctest.Wait()
				assert.Empty(t, answer)
				move(t, e)
				assert.Equal(t, 200, (<-answer).status)
			})
		})
	}
}

// Forcing a state wakes, too.
func TestWaitersAreWokenByForce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newEmulator(t)
		sendTo(t, e, "k", "0612345678", "")
		var answer struct{ Messages []struct{ ID string } }
		require.NoError(t, json.Unmarshal([]byte(call(t, e, "GET", "/_fakesms/messages", "").body), &answer))
		waiter := waiting(t, e, "messages/wait?state=ko")
		synctest.Wait()
		call(t, e, "POST", "/_fakesms/messages/"+answer.Messages[0].ID+"/state", `{"state":"ko"}`)
		synctest.Wait()
		assert.Equal(t, 200, (<-waiter).status)
	})
}

// An account that somebody waits for stays when others must go, until the client
// goes away.
func TestAClientThatGoesAwayFreesItsAccount(t *testing.T) {
	for _, narrowed := range []string{"provider=smspartner&key=a", "key=a"} {
		synctest.Test(t, func(t *testing.T) {
			e := newEmulator(t, func(o *Options) { o.MaxAccounts = 1 })
			open := func(key string) { call(t, e, "GET", "/v1/me?apiKey="+key, "") }
			kept := func() string { return call(t, e, "GET", "/_fakesms/accounts", "").body }
			open("a")
			ctx, goAway := context.WithCancel(t.Context())
			gone := make(chan struct{})
			go func() {
				request := httptest.NewRequest("GET", "/_fakesms/messages/wait?timeout=10m&"+narrowed, nil).WithContext(ctx)
				e.ServeHTTP(httptest.NewRecorder(), request)
				close(gone)
			}()
			synctest.Wait()
			open("b")
			assert.Contains(t, kept(), `"key":"a"`)
			assert.NotContains(t, kept(), `"key":"b"`)
			goAway()
			<-gone
			open("c")
			assert.NotContains(t, kept(), `"key":"a"`)
			assert.Contains(t, kept(), `"key":"c"`)
		})
	}
}

// The same on the wire: the server sees the connection close.
func TestAWaitEndsWithItsConnection(t *testing.T) {
	e := newEmulator(t)
	come, gone := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(come)
		e.ServeHTTP(w, r)
		close(gone)
	}))
	t.Cleanup(server.Close)
	ctx, goAway := context.WithCancel(t.Context())
	request, err := http.NewRequestWithContext(ctx, "GET", server.URL+"/_fakesms/callbacks/wait?timeout=10m", nil)
	require.NoError(t, err)
	go func() { _, _ = server.Client().Do(request) }()
	<-come
	goAway()
	<-gone
}

// Fifty calls wait for fifty accounts while those send, and one for all of them:
// each sees its own message, and that one all.
func TestFiftyWaitAtOnce(t *testing.T) {
	e := newEmulator(t)
	var all sync.WaitGroup
	everything := make(chan reply, 1)
	all.Go(func() {
		everything <- call(t, e, "GET", "/_fakesms/messages/wait?provider=smspartner&state=Waiting&count=50&timeout=1m", "")
	})
	for i := range 50 {
		key, number := fmt.Sprintf("key-%d", i), fmt.Sprintf("06123456%02d", i)
		all.Go(func() {
			got := call(t, e, "GET", "/_fakesms/messages/wait?provider=smspartner&timeout=1m&key="+key, "")
			assert.Equal(t, 200, got.status, got.body)
			assert.Contains(t, got.body, `"to":"+33`+number[1:]+`"`)
			assert.Equal(t, 1, strings.Count(got.body, `"createdAt"`))
		})
		all.Go(func() {
			call(t, e, "POST", "/v1/send", fmt.Sprintf(`{"apiKey":%q,"phoneNumbers":%q,"message":"x"}`, key, number))
		})
	}
	all.Wait()
	assert.Equal(t, 50, strings.Count((<-everything).body, `"createdAt"`))
}

// heldReceiver is an application that answers callbacks when the test says so.
type heldReceiver struct {
	*receiver
	asked  chan string // bodies
	answer chan int    // statuses
}

func newHeldReceiver(t *testing.T) *heldReceiver {
	t.Helper()
	r := &heldReceiver{asked: make(chan string), answer: make(chan int)}
	r.receiver = newReceiver(t, func(_ int, body string) int {
		r.asked <- body
		return <-r.answer
	})
	return r
}

// A call that waits for a callback gets it when it has come to its end, not while
// the application is still at it or will be asked again.
func TestWaitingForCallbacks(t *testing.T) {
	app := newHeldReceiver(t)
	e := newEmulator(t)
	call(t, e, "PUT", "/_fakesms/accounts/smspartner/k", `{"callbackURL":"`+app.URL+`"}`)
	rule := `{"steps":[{"state":"ko"}]}` // reported at once
	require.Equal(t, 201, call(t, e, "POST", "/_fakesms/fates", rule).status)
	delivered := waiting(t, e, "callbacks/wait?state=delivered&timeout=1m")
	ended := waiting(t, e, "callbacks/wait?to=0612345678&timeout=1m")
	both := waiting(t, e, "callbacks/wait?count=2&timeout=1m")

	sendTo(t, e, "k", "0612345678", "")
	assert.Contains(t, <-app.asked, `"phone":"+33612345678"`)
	owed := <-waiting(t, e, "callbacks/wait?state=owed&timeout=1m")
	assert.Contains(t, owed.body, `"attempts":[]`)
	app.answer <- 503
	advanced := make(chan reply, 1)
	go func() { advanced <- call(t, e, "POST", "/_fakesms/clock", `{"advance":"10s"}`) }()
	<-app.asked
	assert.Empty(t, ended, "it is tried again")
	app.answer <- 204
	assert.Contains(t, (<-ended).body, `"status":503`)
	assert.Contains(t, (<-delivered).body, `"status":204`)
	assert.Equal(t, 200, (<-advanced).status)
	assert.Empty(t, both)

	sendTo(t, e, "k", "0699999999", "")
	<-app.asked
	app.answer <- 404
	assert.Contains(t, (<-both).body, `"state":"failed"`)
}

// A replay is owed at once and wakes those who wait for that; what it comes to
// wakes the others.
func TestAReplayWakes(t *testing.T) {
	app := newHeldReceiver(t)
	e := newEmulator(t)
	call(t, e, "PUT", "/_fakesms/accounts/smspartner/k", `{"callbackURL":"`+app.URL+`"}`)
	call(t, e, "POST", "/_fakesms/fates", `{"steps":[{"state":"ko"}]}`)
	sendTo(t, e, "k", "0612345678", "")
	body := <-app.asked
	app.answer <- 200
	var made struct{ Callbacks []struct{ ID int64 } }
	require.NoError(t, json.Unmarshal([]byte((<-waiting(t, e, "callbacks/wait?state=delivered&timeout=1m")).body), &made))

	owed := waiting(t, e, "callbacks/wait?state=owed&timeout=1m")
	got := call(t, e, "POST", fmt.Sprintf("/_fakesms/callbacks/%d/replay", made.Callbacks[0].ID), "")
	assert.Contains(t, got.body, `"state":"owed"`)
	assert.Equal(t, body, <-app.asked, "the same again")
	assert.Equal(t, 200, (<-owed).status, "before it is answered")
	app.answer <- 410
	assert.Contains(t, (<-waiting(t, e, "callbacks/wait?state=failed&timeout=1m")).body, `"status":410`)
}
