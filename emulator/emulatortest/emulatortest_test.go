package emulatortest_test

import (
	"fmt"
	"net/http"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/fakesms/fakesms/emulator"
	"github.com/fakesms/fakesms/emulator/emulatortest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// failing is a test that notes how it fails, and ends there.
type failing struct {
	testing.TB
	said string
}

func (f *failing) Fatalf(format string, values ...any) {
	f.said = fmt.Sprintf(format, values...)
	runtime.Goexit()
}

// failureOf is how a use of the helpers fails.
func failureOf(t *testing.T, use func(*emulatortest.Server)) string {
	t.Helper()
	f := &failing{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		use(emulatortest.Start(f))
	}()
	<-done
	return f.said
}

// A wait in vain shows the message that came closest, and why it is not the one.
func TestFailuresSayWhatWasNearest(t *testing.T) {
	said := failureOf(t, func(s *emulatortest.Server) {
		send(t, s.SMSPartner, "0612345678", "Votre code : 1234")
		s.SMSPartner.Wait(emulatortest.Filter{To: "0612345678", Text: "283951", Timeout: time.Nanosecond})
	})
	assert.Contains(t, said, `/messages/wait: 0 of 1 messages`)
	assert.Contains(t, said, `"differs":{"text":"\"Votre code : 1234\" does not contain \"283951\""}`)
}

func TestMistakesFailTheTest(t *testing.T) {
	for why, use := range map[string]func(*emulatortest.Server){
		"is not known; it is one of": func(s *emulatortest.Server) {
			s.Primotexto.Fault(emulatortest.Fault{Endpoint: "send", Do: map[string]any{"status": 500}})
		},
		`member "do.code": 9999 is not in the catalogue`: func(s *emulatortest.Server) { s.SMSPartner.Fault(emulatortest.Fault{Do: map[string]any{"code": 9999}}) },
		`member "steps[0].state": "delivered" is not known`: func(s *emulatortest.Server) {
			s.SMSPartner.Fate(emulatortest.Fate{Steps: []emulatortest.Step{{State: "delivered"}}})
		},
		"nothing was sent to +33612345678": func(s *emulatortest.Server) { s.SMSPartner.Reply("0612345678", "oui") },
		"not negative":                     func(s *emulatortest.Server) { s.Advance(-time.Second) },
		`there is no message "1"`:          func(s *emulatortest.Server) { s.SMSPartner.Force("1", "Delivered") },
		`unknown member "credit"`:          func(s *emulatortest.Server) { s.SMSPartner.Set(map[string]any{"credit": 1}) },
	} {
		assert.Contains(t, failureOf(t, use), why)
	}
	for why, options := range map[string][]emulator.Options{
		`quirk "x" is not known`:          {{Quirks: map[string]string{"x": "y"}}},
		"takes one set of options, not 2": {{Freeze: true}, {Seed: 2}},
	} {
		f := &failing{TB: t}
		done := make(chan struct{})
		go func() {
			defer close(done)
			emulatortest.Start(f, options...)
		}()
		<-done
		assert.Contains(t, f.said, why)
	}
}

// The same test gets the same key and the same ids.
func TestTheSameTestGetsTheSameBytes(t *testing.T) {
	first, second := emulatortest.Start(t), emulatortest.Start(t)
	assert.Equal(t, first.SMSPartner.Key, second.SMSPartner.Key)
	assert.Len(t, first.SMSPartner.Key, 32)
	_, a := send(t, first.SMSPartner, "0612345678", "x")
	_, b := send(t, second.SMSPartner, "0612345678", "x")
	assert.Equal(t, a, b)
}

// What the helpers show is what the test did.
func TestHelpers(t *testing.T) {
	server := emulatortest.Start(t)
	url, told := inbox(t, 500)
	account := server.SMSPartner
	account.Fate(emulatortest.Fate{To: "+3361234*", Steps: []emulatortest.Step{{After: time.Minute, State: "Not delivered"}}})
	account.Fault(emulatortest.Fault{Endpoint: "send", To: "+33612345678", After: 1, Do: map[string]any{"code": 11}})
	send(t, account, "0612345678", "Bonjour", map[string]any{"urlDlr": url})
	_, refused := send(t, account, "0612345678", "Bonjour")
	assert.InDelta(t, 11, refused["code"], 0)

	server.AdvanceTo(server.Now().Add(time.Minute))
	sms := account.Wait(emulatortest.Filter{State: "Not delivered"})
	assert.Equal(t, server.Now(), sms.History[1].At)
	calls := account.Callbacks()
	require.Len(t, calls, 1)
	assert.Equal(t, "owed", calls[0].State)
	assert.Equal(t, server.Now().Add(10*time.Second), *calls[0].Due)
	server.Advance(10 * time.Second)
	assert.Len(t, told(), 2)

	requests := account.Requests()
	require.Len(t, requests, 2)
	assert.Zero(t, requests[0].Fault)
	assert.NotZero(t, requests[1].Fault)
	assert.Equal(t, "smspartner at "+server.URL[len("http://"):]+"/v1", account.String())

	account.Force(sms.ID, "Delivered")
	assert.Equal(t, "Delivered", account.Messages(emulatortest.Filter{Send: sms.Send})[0].State)
	assert.Empty(t, server.Primotexto.Requests())
}

// What still waits for an answer when the test ends does not hold it up.
func TestTheEndDoesNotWaitForAnswers(t *testing.T) {
	var began time.Time
	answered := make(chan error, 1)
	t.Run("a test", func(t *testing.T) {
		server := emulatortest.Start(t)
		server.SMSPartner.Fault(emulatortest.Fault{Endpoint: "me", Do: map[string]any{"delay": "30s"}})
		go func() {
			client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
			response, err := client.Get(server.SMSPartner.URL + "/me?apiKey=" + server.SMSPartner.Key)
			if err == nil {
				_ = response.Body.Close()
			}
			answered <- err
		}()
		for len(server.SMSPartner.Requests()) == 0 {
			runtime.Gosched()
		}
		began = time.Now()
	})
	assert.Less(t, time.Since(began), 10*time.Second)
	require.Error(t, <-answered)
}
