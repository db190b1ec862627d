package emulator

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// storm is one of the many who use a server at the same time, without regard for
// each other.
type storm struct {
	*rand.Rand
	*testing.T
	e      *Emulator
	target string // where callbacks go
	whole  string // a snapshot
}

// ask makes a call; in a storm some are in vain, but none is an error of the
// server's.
func (s *storm) ask(method, target, body string) reply {
	got := call(s, s.e, method, target, body, "X-Primotexto-ApiKey: x0")
	assert.Less(s, got.status, 500, "%s %s: %s", method, target, got.body)
	return got
}

func (s *storm) step() {
	key := fmt.Sprintf("x%d", s.IntN(3))
	world := "?provider=smspartner&key=" + key
	switch s.IntN(14) {
	case 0, 1, 2, 3:
		s.ask("POST", "/v1/send", fmt.Sprintf(`{"apiKey":%q,"phoneNumbers":"+336399800%02d","message":"x","urlDlr":%q}`, key, s.IntN(12), s.target))
	case 4:
		s.ask("POST", "/_fakesms/clock", fmt.Sprintf(`{"advance":"%ds"}`, s.IntN(90)))
	case 5:
		s.ask("POST", "/_fakesms/clock"+world, fmt.Sprintf(`{"advance":"%ds"}`, s.IntN(90)))
	case 6:
		s.ask("POST", "/_fakesms/reset", "")
	case 7:
		s.ask("POST", "/_fakesms/reset"+world, "")
	case 8:
		if got := s.ask("GET", "/_fakesms/snapshot", ""); got.status == 200 {
			s.whole = got.body
		}
	case 9:
		if s.whole != "" {
			s.ask("PUT", "/_fakesms/snapshot", s.whole)
		}
	case 10:
		s.ask("POST", "/v1/subaccount/create", fmt.Sprintf(`{"apiKey":%q,"type":"simple","parameters":{"creditToAttribute":"1"}}`, key))
		for _, sub := range all(s, s.e, "/v1/subaccount/list?apiKey="+key, `"apiKey":"(\w+)`) {
			s.ask("POST", "/v1/send", fmt.Sprintf(`{"apiKey":%q,"phoneNumbers":"+33639980010","message":"x","urlDlr":%q}`, sub, s.target))
		}
	case 11:
		for _, token := range all(s, s.e, "/v1/subaccount/list?apiKey="+key, `"token":"(\w+)`) {
			s.ask("DELETE", "/v1/subaccount/remove", fmt.Sprintf(`{"apiKey":%q,"token":%q}`, key, token))
		}
	case 12:
		s.ask("GET", "/_fakesms/messages/wait?timeout=1ms&state=Delivered&key="+key, "")
		s.ask("GET", "/_fakesms/health", "")
	case 13:
		s.ask("POST", "/v2/notification/messages/send", `{"number":"+33639980006","message":"x"}`)
	}
}

// Sends, clocks, resets, snapshots, restores, sub-accounts that come and go, evictions,
// waits and callbacks, one of which sends again: nothing hangs, and in the end
// there is as much as is counted.
func TestEverythingAtOnce(t *testing.T) {
	var e *Emulator
	app := newReceiver(t, func(n int, _ string) int {
		if n%5 == 0 {
			call(t, e, "POST", "/v1/send", `{"apiKey":"x0","phoneNumbers":"0612345678","message":"again"}`)
		}
		return []int{200, 500, 404}[n%3]
	})
	e = newEmulator(t, func(o *Options) { o.MaxAccounts, o.MaxMessages, o.MaxCallbacks = 4, 20, 20 })
	var users sync.WaitGroup
	for i := range uint64(8) {
		users.Go(func() {
			s := &storm{Rand: rand.New(rand.NewPCG(i, 1)), T: t, e: e, target: app.URL}
			for range 120 {
				s.step()
			}
		})
	}
	users.Wait()
	require.Equal(t, 200, call(t, e, "POST", "/_fakesms/clock", `{"advance":"1h"}`).status, "no advance holds the clock for ever")
	for _, ref := range e.box.Accounts("", "") {
		_, err := ref.Advance(func(now time.Time) time.Time { return now.Add(time.Hour) })
		require.NoError(t, err)
	}
	snapshot, err := e.box.Snapshot(nil, true)
	require.NoError(t, err)
	for _, world := range snapshot.Worlds {
		assert.Empty(t, world.Flights)
	}
	require.Equal(t, 200, call(t, e, "POST", "/_fakesms/reset", "").status)
	assert.Contains(t, call(t, e, "GET", "/_fakesms/health", "").body, `"accounts":0`)
}
