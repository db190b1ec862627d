package emulator

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The pace scales the steps of a rule like those of any fate; at none, all happen
// before the send is answered.
func TestRulesFollowThePace(t *testing.T) {
	for pace, want := range map[float64]time.Duration{0: 0, 0.1: time.Second, 1: 10 * time.Second, 3: 30 * time.Second} {
		e := newEmulator(t, func(o *Options) { o.Pace = &pace })
		rule := `{"steps":[{"after":"0s","state":"Waiting"},{"after":"10s","state":"ko"}]}`
		require.Equal(t, 201, call(t, e, "POST", "/_fakesms/fates?provider=smspartner&key=k", rule).status)
		call(t, e, "POST", "/v1/send", sendOne)
		call(t, e, "POST", "/_fakesms/clock", `{"advance":"1h"}`)
		at := beforeAll.Add(want).Format(time.RFC3339Nano)
		assert.Contains(t, call(t, e, "GET", "/_fakesms/messages", "").body, `{"state":"ko","at":"`+at+`"}`, pace)
	}
}

// While one account is known, those who change one need not name it.
func TestTheOnlyAccountNeedsNoName(t *testing.T) {
	bodies := map[string]string{
		"fates":   `{"steps":[{"after":"2s","state":"Delivered"}]}`,
		"faults":  `{"match":{"endpoint":"me"},"do":{"code":30}}`,
		"inbound": `{"from":"0612345678","text":"Oui"}`,
	}
	for path, body := range bodies {
		e := newEmulator(t)
		got := call(t, e, "POST", "/_fakesms/"+path, body)
		assert.Equal(t, `{"error":"0 accounts are known: say with provider and key which one is meant"}`, strings.TrimSpace(got.body))
		call(t, e, "POST", "/v1/send", sendOne)
		got = call(t, e, "POST", "/_fakesms/"+path, body)
		assert.Less(t, got.status, 202, got.body)
		assert.Contains(t, got.body, `{"provider":"smspartner","key":"k",`)
		call(t, e, "GET", "/v2/account/stats", "", "X-Primotexto-ApiKey: k")
		got = call(t, e, "POST", "/_fakesms/"+path, body)
		assert.Equal(t, 400, got.status)
		assert.Contains(t, got.body, "2 accounts are known")
	}
}

// An account has room for a thousand rules and for a thousand faults; those that
// are spent are no burden.
func TestRulesAndFaultsAreBounded(t *testing.T) {
	e := newEmulator(t)
	for path, body := range map[string]string{
		"fates":  `{"steps":[{"after":"2s","state":"Delivered"}]}`,
		"faults": `{"do":{"code":30}}`,
	} {
		account := "/_fakesms/" + path + "?provider=smspartner&key=k"
		for range 1000 {
			require.Equal(t, 201, call(t, e, "POST", account, body).status)
		}
		got := call(t, e, "POST", account, body)
		assert.Equal(t, 409, got.status)
		assert.Equal(t, `{"error":"the account has 1000 `+path+` already; delete some"}`, strings.TrimSpace(got.body))
	}
	call(t, e, "GET", "/v1/me?apiKey=k", "")
	assert.Equal(t, 201, call(t, e, "POST", "/_fakesms/faults?provider=smspartner&key=k", `{"do":{"code":20}}`).status)
}

// A body that says a thing twice is no reason for an internal error.
func TestMembersGivenTwice(t *testing.T) {
	e := newEmulator(t)
	for body, status := range map[string]int{
		`{"steps":5,"steps":[{"after":"2s","state":"Delivered"}]}`:               400,
		`{"steps":[],"steps":[{"after":"2s","state":"ko","state":"Delivered"}]}`: 201,
		`{"":1}`: 400,
		`{"steps":[null,{"after":"2s","state":"Delivered"}]}`: 400,
		`{"match":null,"steps":null}`:                         400,
	} {
		got := call(t, e, "POST", "/_fakesms/fates?provider=smspartner&key="+strconv.Itoa(len(body)), body)
		assert.Equal(t, status, got.status, got.body)
	}
}
