package emulator

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hlrCall asks about a run of numbers of the fiction range.
func hlrCall(t *testing.T, e *Emulator, target string, count int) {
	t.Helper()
	numbers := make([]string, count)
	for i := range numbers {
		numbers[i] = fmt.Sprintf("+3363998%04d", 100+i)
	}
	got := call(t, e, "POST", "/v1/hlr/notify", fmt.Sprintf(`{"apiKey":"k","phoneNumbers":%q,"notifyUrl":%q}`, strings.Join(numbers, ","), target))
	require.Equal(t, 200, got.status, got.body)
}

// Each of 500 numbers is told once, not before its time.
func TestFiveHundredNumbersAreEachToldOnce(t *testing.T) {
	app := newReceiver(t, nil)
	e := newEmulator(t)
	hlrCall(t, e, app.URL, 500)
	advance(t, e, "", "1999ms")
	assert.Empty(t, app.got())
	advance(t, e, "", "1ms")
	require.Len(t, app.got(), 500)
	advance(t, e, "", "48h")
	phones, messages := map[string]int{}, map[string]int{}
	for _, body := range app.got() {
		var result struct{ Phone, MessageID, Date string }
		require.NoError(t, json.Unmarshal([]byte(body), &result))
		phones[result.Phone]++
		messages[result.MessageID]++
		assert.Equal(t, "2014-01-01T00:00:02.000+0000", result.Date)
	}
	assert.Len(t, phones, 500)
	assert.Len(t, messages, 500)
	assert.Len(t, app.got(), 500)
}

// What is prepared at a tenth of the pace comes in a tenth of the time, and at
// none at once.
func TestResultsKeepThePace(t *testing.T) {
	for pace, delay := range map[float64]string{0.1: "200ms", 0: "0s"} {
		app := newReceiver(t, nil)
		e := newEmulator(t, func(o *Options) { o.Pace = &pace })
		hlrCall(t, e, app.URL, 1)
		advance(t, e, "", delay)
		assert.Len(t, app.got(), 1, "pace %g", pace)
	}
}

// A world that is forgotten owes nothing.
func TestForgottenResultsDoNotCome(t *testing.T) {
	app := newReceiver(t, nil)
	e := newEmulator(t)
	hlrCall(t, e, app.URL, 3)
	require.Equal(t, 200, call(t, e, "POST", "/_fakesms/reset?provider=smspartner&key=k", "").status)
	advance(t, e, "", "1h")
	assert.Empty(t, app.got())
}

// 360 calls a minute, each endpoint for itself.
func TestChecksPerMinute(t *testing.T) {
	e := newEmulator(t)
	for _, path := range []string{"/v1/hlr/notify", "/v1/lookup"} {
		ask := func() int { return call(t, e, "POST", path, `{"apiKey":"k","phoneNumbers":"0612345678"}`).status }
		for range 360 {
			require.Equal(t, 200, ask())
		}
		assert.Equal(t, 429, ask(), path)
		assert.Equal(t, 429, ask(), "a clock that stands still renews nothing")
		advance(t, e, "", "59s")
		assert.Equal(t, 429, ask())
		advance(t, e, "", "1s")
		assert.Equal(t, 200, ask())
	}
}
