// Package emulatortest gives a Go test an SMS provider of its own: a server that
// lives as long as the test, with a clock that the test moves and helpers that
// fail the test with what was there instead.
//
//	func TestLogin(t *testing.T) {
//		server := emulatortest.Start(t)
//		app := newApp(server.SMSPartner.URL, server.SMSPartner.Key)
//		app.askForCode("0612345678")
//		sms := server.SMSPartner.Wait(emulatortest.Filter{To: "0612345678"})
//		app.login(sms.Codes[0])
//	}
//
// The API is v0: it may change.
package emulatortest

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/fakesms/fakesms/emulator"
)

// Server is an emulator that listens on loopback until the test ends.
type Server struct {
	URL        string // http://127.0.0.1:PORT
	SMSPartner *Account
	Primotexto *Account

	t      testing.TB
	client *http.Client
}

// Account is one account with a provider. Its methods see nothing of other
// accounts.
type Account struct {
	URL string // to use instead of the provider's: http://127.0.0.1:PORT/v1
	Key string // its API key, made of the test's name

	provider string
	server   *Server
}

// Start starts a server for a test. Its clock stands still at 11 January 2027,
// 10:00 in Paris, until it is advanced. Options, one at most, take the place of all
// that: without Freeze and Time the clock runs from now. Start may be called from
// parallel tests: each has a server of its own.
func Start(t testing.TB, options ...emulator.Options) *Server {
	t.Helper()
	chosen := emulator.Options{Freeze: true, Time: time.Date(2027, 1, 11, 9, 0, 0, 0, time.UTC)}
	if len(options) > 1 {
		t.Fatalf("emulatortest: Start takes one set of options, not %d", len(options))
	}
	if len(options) > 0 {
		chosen = options[0]
	}
	handler, err := emulator.New(chosen)
	if err != nil {
		t.Fatalf("emulatortest: %v", err)
	}
	listener := httptest.NewServer(handler)
	transport := &http.Transport{}
	s := &Server{URL: listener.URL, t: t, client: &http.Client{Transport: transport}}
	key := keyOf(t.Name())
	s.SMSPartner = &Account{URL: s.URL + "/v1", Key: key, provider: "smspartner", server: s}
	s.Primotexto = &Account{URL: s.URL + "/v2", Key: key, provider: "primotexto", server: s}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		listener.CloseClientConnections() // or the test would wait for answers that are delayed
		listener.Close()
		_ = handler.Close()
	})
	return s
}

// keyOf is a key of 32 characters, which is what some clients insist on.
func keyOf(test string) string {
	hash := fnv.New128a()
	_, _ = hash.Write([]byte(test))
	return fmt.Sprintf("%x", hash.Sum(nil))
}

// Now is the server's time.
func (s *Server) Now() time.Time {
	s.t.Helper()
	var clock struct{ Now time.Time }
	s.call("GET", "/clock", nil, nil, &clock)
	return clock.Now
}

// Advance moves the clock and returns when everything that became due has
// happened and every callback for it has its answer.
func (s *Server) Advance(by time.Duration) {
	s.t.Helper()
	s.call("POST", "/clock", nil, map[string]string{"advance": by.String()}, nil)
}

// AdvanceTo is Advance to a time.
func (s *Server) AdvanceTo(at time.Time) {
	s.t.Helper()
	s.call("POST", "/clock", nil, map[string]string{"to": at.Format(time.RFC3339Nano)}, nil)
}
