package emulator

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// family is an account with those that it made, as the API shows them.
type family struct {
	keys, tokens []string
	money        int64 // thousandths, of all together
}

func thousandths(t *testing.T, text string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(strings.Replace(text, ".", "", 1), 10, 64)
	require.NoError(t, err)
	return n
}

func balanceOf(t *testing.T, e *Emulator, key string) int64 {
	t.Helper()
	var me struct{ Credits struct{ Balance string } }
	require.NoError(t, json.Unmarshal([]byte(call(t, e, "GET", "/v1/me?apiKey="+key, "").body), &me))
	return thousandths(t, me.Credits.Balance)
}

func familyOf(t *testing.T, e *Emulator, key string) family {
	t.Helper()
	f := family{money: balanceOf(t, e, key)}
	for page := 1; ; page++ {
		var list struct {
			Total int
			Data  []struct{ Token, APIKey string }
		}
		require.NoError(t, json.Unmarshal([]byte(call(t, e, "GET", fmt.Sprintf("/v1/subaccount/list?apiKey=%s&page=%d", key, page), "").body), &list))
		for _, one := range list.Data {
			f.keys, f.tokens = append(f.keys, one.APIKey), append(f.tokens, one.Token)
			f.money += balanceOf(t, e, one.APIKey)
		}
		if len(f.keys) == list.Total {
			return f
		}
		require.NotEmpty(t, list.Data, "page %d of %d accounts", page, list.Total)
	}
}

// Money moves between an account and those that it made, and leaves by sends
// alone; nothing of it touches another account.
func TestMoneyIsConservedAmongSubAccounts(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 2))
	e := newEmulator(t)
	call(t, e, "PUT", "/_fakesms/accounts/smspartner/k", `{"balance":"100.000"}`)
	other := call(t, e, "GET", "/v1/me?apiKey=other", "").body
	var spent int64
	waiting := map[string]int64{} // of it, for what a key has scheduled
	for range 400 {
		f := familyOf(t, e, "k")
		require.Equal(t, int64(100_000), f.money+spent)
		who := random.IntN(len(f.keys) + 1)
		token, key := "nobody", "k"
		if who < len(f.keys) {
			token, key = f.tokens[who], f.keys[who]
		}
		amount := fmt.Sprintf("%d.%03d", random.IntN(30), random.IntN(1000))
		switch random.IntN(7) {
		case 0, 1:
			call(t, e, "POST", "/v1/subaccount/create", `{"apiKey":"k","type":"simple","parameters":{"creditToAttribute":"`+amount+`"}}`)
		case 2:
			call(t, e, "POST", "/v1/subaccount/credit/add", `{"apiKey":"k","credit":"`+amount+`","tokenSubaccount":"`+token+`"}`)
		case 3:
			call(t, e, "POST", "/v1/subaccount/credit/remove", `{"apiKey":"k","credit":"`+amount+`","tokenSubaccount":"`+token+`"}`)
		case 4:
			if got := call(t, e, "POST", "/v1/send", `{"apiKey":"`+key+`","phoneNumbers":"0612345678","message":"x"}`); got.status == 200 {
				spent += 38
			}
		case 5:
			if got := call(t, e, "POST", "/v1/send", `{"apiKey":"`+key+`","phoneNumbers":"0612345678","message":"x"`+tomorrow+`}`); got.status == 200 {
				spent += 38
				waiting[key] += 38
			}
		case 6:
			if call(t, e, "DELETE", "/v1/subaccount/remove", `{"apiKey":"k","token":"`+token+`"}`).status == 200 {
				spent -= waiting[key] // it will never be sent
			}
		}
	}
	assert.NotZero(t, spent)
	assert.Equal(t, other, call(t, e, "GET", "/v1/me?apiKey=other", "").body)
}

// A sub-account lives in its parent's world: one clock, and one reset for both,
// after which its key opens an account of its own like any other.
func TestASubAccountLivesInItsParentsWorld(t *testing.T) {
	e := newEmulator(t)
	call(t, e, "POST", "/v1/subaccount/create", `{"apiKey":"k","type":"simple","parameters":{"creditToAttribute":"1"}}`)
	sub := familyOf(t, e, "k").keys[0]
	one := "?provider=smspartner&key=" + url.QueryEscape(sub)
	require.Contains(t, call(t, e, "GET", "/_fakesms/accounts"+one, "").body, `"balance":"1.000"`)
	sendTo(t, e, sub, "0612345678", "")
	advance(t, e, "?provider=smspartner&key=k", "2s")
	assert.Contains(t, call(t, e, "GET", "/_fakesms/messages"+one, "").body, `"state":"Delivered"`)
	assert.NotContains(t, call(t, e, "GET", "/_fakesms/messages?key=k", "").body, `"state"`)
	assert.Contains(t, call(t, e, "GET", "/_fakesms/clock"+one, "").body, "00:00:02Z")
	assert.JSONEq(t, `{"accounts":2}`, call(t, e, "POST", "/_fakesms/reset"+one, "").body)
	assert.Equal(t, int64(10_225_119), balanceOf(t, e, sub), "an account of its own")
	call(t, e, "POST", "/v1/subaccount/create", `{"apiKey":"k","type":"simple","parameters":{"creditToAttribute":"1"}}`)
	assert.Equal(t, sub, familyOf(t, e, "k").keys[0], "the same key as the first time")
	assert.Equal(t, int64(1_000), balanceOf(t, e, sub), "which is the sub-account's now")
}

// What an advance leaves owed is listed for the whole world that was moved.
func TestAnAdvanceListsWhatSubAccountsOwe(t *testing.T) {
	e := newEmulator(t)
	down := newReceiver(t, func(int, string) int { return 500 })
	call(t, e, "POST", "/v1/subaccount/create", `{"apiKey":"k","type":"simple","parameters":{"creditToAttribute":"1"}}`)
	sub := familyOf(t, e, "k").keys[0]
	sendTo(t, e, sub, "0612345678", `,"urlDlr":"`+down.URL+`"`)
	for _, key := range []string{"k", sub} {
		owed, _ := advance(t, e, "?provider=smspartner&key="+key, "2s")["owed"].([]any)
		require.Len(t, owed, 1, key)
		assert.Equal(t, sub, owed[0].(map[string]any)["key"])
	}
}

// A sub-account may end while a report of it is under way and others wait for that
// one: they are never made, and no advance waits for them.
func TestASubAccountEndsWithReportsInLine(t *testing.T) {
	e := newEmulator(t)
	call(t, e, "POST", "/v1/subaccount/create", `{"apiKey":"k","type":"simple","parameters":{"creditToAttribute":"1"}}`)
	f := familyOf(t, e, "k")
	app := newReceiver(t, func(int, string) int {
		call(t, e, "DELETE", "/v1/subaccount/remove", `{"apiKey":"k","token":"`+f.tokens[0]+`"}`)
		return 200
	})
	sendTo(t, e, f.keys[0], "+33639980009", `,"urlDlr":"`+app.URL+`"`) // reported twice
	done := make(chan struct{})
	go func() {
		defer close(done)
		call(t, e, "POST", "/_fakesms/clock?provider=smspartner&key=k", `{"advance":"48h"}`)
	}()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		t.Fatal("the advance waits for a report that is never made")
	}
	assert.Len(t, app.got(), 1)
}

// The limit over all accounts holds for those of one world too: each of them keeps
// its newest message at least.
func TestSubAccountsKeepNoMoreThanTheServer(t *testing.T) {
	e := newEmulator(t, func(o *Options) { o.MaxMessages, o.MaxTotalMessages = 10, 15 })
	for range 3 {
		call(t, e, "POST", "/v1/subaccount/create", `{"apiKey":"k","type":"simple","parameters":{"creditToAttribute":"1"}}`)
	}
	keys := append([]string{"k"}, familyOf(t, e, "k").keys...)
	for _, key := range keys {
		for n := range 12 {
			sendTo(t, e, key, fmt.Sprintf("06123456%02d", n), "")
		}
	}
	kept := 0
	for i, key := range keys {
		body := call(t, e, "GET", "/_fakesms/messages?provider=smspartner&key="+key, "").body
		assert.Contains(t, body, `"to":"+33612345611"`, "the newest of account %d", i)
		kept += strings.Count(body, `"createdAt"`)
	}
	assert.LessOrEqual(t, kept, 15+2)
	assert.Contains(t, call(t, e, "GET", "/_fakesms/health", "").body, fmt.Sprintf(`"messages":%d`, len(keys)*12-kept))
}
