package emulator

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

// story is what one account goes through; it returns every answer.
func story(t testing.TB, h http.Handler, key string) string {
	var answers strings.Builder
	tell := func(method, target, body string, extra ...string) reply {
		got := call(t, h, method, target, body, extra...)
		fmt.Fprintln(&answers, got.status, got.body)
		return got
	}
	id := regexp.MustCompile(`"message_id":(\d+)`)
	for i := range 5 {
		sent := tell("POST", "/v1/send", fmt.Sprintf(`{"apiKey":%q,"phoneNumbers":"06123456%02d,07456789%02d","message":"n° %d","tag":"t"}`, key, i, i, i))
		found := id.FindStringSubmatch(sent.body)
		if len(found) == 0 {
			t.Error("no id in ", sent.body)
			return ""
		}
		tell("GET", "/v1/bulk-status?apiKey="+key+"&messageId="+found[1], "")
		tell("POST", "/v2/notification/messages/send", fmt.Sprintf(`{"number":"06123456%02d","message":"Bonjour"}`, i), "X-Primotexto-ApiKey: "+key)
	}
	for _, provider := range []string{"smspartner", "primotexto"} {
		tell("POST", "/_fakesms/clock?provider="+provider+"&key="+key, `{"advance":"2s"}`)
	}
	tell("GET", "/v1/bulk-status-by-tag?apiKey="+key+"&tag=t", "")
	tell("GET", "/v1/me?apiKey="+key+"&_format=xml", "")
	tell("GET", "/v2/account/stats", "", "X-Primotexto-ApiKey: "+key)
	return answers.String()
}

// A hundred accounts at once: each gets, byte for byte, what it would get alone.
func TestAHundredAccountsAtOnce(t *testing.T) {
	shared := newEmulator(t)
	together := make([]string, 100)
	var all sync.WaitGroup
	for i := range together {
		all.Go(func() {
			together[i] = story(t, shared, fmt.Sprintf("account-%d", i))
		})
	}
	all.Wait()
	for i, got := range together {
		alone := story(t, newEmulator(t), fmt.Sprintf("account-%d", i))
		assert.Equal(t, alone, got, "account %d", i)
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	first, second := story(t, newEmulator(t), "k"), story(t, newEmulator(t), "k")
	assert.Equal(t, first, second)
	other := story(t, newEmulator(t, func(o *Options) { o.Seed = 2 }), "k")
	assert.NotEqual(t, first, other)
}

func TestAccountsDoNotSeeEachOther(t *testing.T) {
	e := newEmulator(t)
	sent := call(t, e, "POST", "/v1/send", `{"apiKey":"a","phoneNumbers":"0612345678","message":"test","tag":"t"}`)
	id := regexp.MustCompile(`\d{6,}`).FindString(sent.body)
	for _, target := range []string{
		"/v1/message-status?apiKey=b&phoneNumber=0612345678&messageId=" + id,
		"/v1/bulk-status?apiKey=b&messageId=" + id,
		"/v1/bulk-status-by-tag?apiKey=b&tag=t",
		"/v1/message-cancel?apiKey=b&messageId=" + id,
	} {
		assert.Contains(t, call(t, e, "GET", target, "").body, `"code":4`, target)
	}
}

func TestOnlyTheKeysGiven(t *testing.T) {
	e := newEmulator(t, func(o *Options) { o.Keys = []string{"mine"} })
	assert.Equal(t, 200, call(t, e, "GET", "/v1/me?apiKey=mine", "").status)
	assert.Contains(t, call(t, e, "GET", "/v1/me?apiKey=other", "").body, `"code":10`)
	assert.Equal(t, 401, call(t, e, "GET", "/v2/account/stats", "", "X-Primotexto-ApiKey: other").status)
}
