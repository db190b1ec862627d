package emulator

import (
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// script is a random story that both providers and the control API have a part
// in: the same numbers, the same story.
type script struct {
	*rand.Rand
	target string // where callbacks go
	names  names  // what there is when a step is made
}

func newScript(seed uint64, target string) *script {
	return &script{Rand: rand.New(rand.NewPCG(seed, 7)), target: target}
}

func (s *script) number() string {
	if s.IntN(2) == 0 {
		return fmt.Sprintf("+3363998%04d", s.IntN(12))
	}
	return fmt.Sprintf("+336123456%02d", s.IntN(20))
}

// step is one request of the story.
func (s *script) step() (method, target, body string) {
	key := []string{"a", "b"}[s.IntN(2)]
	account := "?provider=smspartner&key=" + key
	if s.IntN(2) == 0 {
		return s.family()
	}
	switch s.IntN(16) {
	case 0, 1, 2:
		return "POST", "/v1/send", fmt.Sprintf(`{"apiKey":%q,"phoneNumbers":"%s,%s","message":"Code %d","tag":"t%d","urlDlr":%q,"urlResponse":%q}`,
			key, s.number(), s.number(), s.IntN(9999), s.IntN(3), s.target+"/dlr", s.target+"/reply")
	case 3:
		return "POST", "/v1/send", fmt.Sprintf(`{"apiKey":%q,"phoneNumbers":%q,"message":"later","scheduledDeliveryDate":"0%d/01/2014","time":9,"minute":5}`, key, s.number(), 2+s.IntN(3))
	case 4, 5:
		return "POST", "/v2/notification/messages/send", fmt.Sprintf(`{"number":%q,"message":"Voir https://example.com/%d"}`, s.number(), s.IntN(99))
	case 6:
		return "POST", "/_fakesms/clock", fmt.Sprintf(`{"advance":"%ds"}`, s.IntN(40))
	case 7:
		return "POST", "/_fakesms/clock" + account, fmt.Sprintf(`{"advance":"%ds"}`, s.IntN(40))
	case 8:
		return "POST", "/_fakesms/inbound" + account, fmt.Sprintf(`{"from":%q,"text":"%s"}`, s.number(), []string{"oui", "Stop"}[s.IntN(2)])
	case 9:
		return "POST", "/_fakesms/faults" + account, fmt.Sprintf(`{"match":{"endpoint":"send"},"after":%d,"times":2,"do":{"code":11}}`, s.IntN(2))
	case 10:
		return "POST", "/_fakesms/fates" + account, fmt.Sprintf(`{"match":{"to":"+336123456%d*","text":"[0-9]"},"steps":[{"after":"%ds","state":"Not delivered"}]}`, s.IntN(2), s.IntN(30))
	case 11:
		return "POST", "/v1/subaccount/create", fmt.Sprintf(`{"apiKey":%q,"type":"simple","parameters":{"creditToAttribute":"%d.5"}}`, key, s.IntN(9))
	case 12:
		return "POST", "/v1/hlr/notify", fmt.Sprintf(`{"apiKey":%q,"phoneNumbers":"%s,%s","notifyUrl":%q}`, key, s.number(), s.number(), s.target+"/hlr")
	case 13:
		return "POST", "/v1/location/optin", fmt.Sprintf(`{"apiKey":%q,"op":"rent","parameters":{"sexe":"m","minAge":18,"maxAge":98,"interest":1},"volumes":{"60":%d}}`, key, 1+s.IntN(30))
	case 14:
		return "PUT", "/_fakesms/accounts/primotexto/a", fmt.Sprintf(`{"callbackURL":%q,"credits":%d}`, s.target+"/hook", s.IntN(1000))
	}
	return "GET", "/v1/stop-sms/list?apiKey=" + key, ""
}

// play tells so many steps of a story and returns what was answered.
func (s *script) play(t *testing.T, e *Emulator, steps int) []string {
	t.Helper()
	var answers []string
	for range steps {
		s.look(t, e)
		method, target, body := s.step()
		if strings.Contains(target, "/replay") {
			settle(t, e) // or what it says depends on how fast the receiver is
		}
		got := call(t, e, method, target, body, "X-Primotexto-ApiKey: a")
		answers = append(answers, fmt.Sprint(method, " ", target, " ", body, "\n", got.status, " ", durations.ReplaceAllString(got.body, "")))
	}
	return answers
}

// wallTimes are what a wall clock measured, in a snapshot.
var wallTimes = regexp.MustCompile(`"(Duration|Took)":\d+`)

func snapshotOf(t *testing.T, e *Emulator) string {
	t.Helper()
	got := call(t, e, "GET", "/_fakesms/snapshot", "")
	require.Equal(t, 200, got.status, got.body)
	return wallTimes.ReplaceAllString(got.body, `"$1":0`)
}

// settle lets every callback under way come back.
func settle(t *testing.T, e *Emulator) {
	t.Helper()
	for _, query := range []string{"", "?provider=smspartner&key=a", "?provider=smspartner&key=b", "?provider=primotexto&key=a"} {
		advance(t, e, query, "0s")
	}
}

// Some receivers refuse for good, so that retries are owed.
func grumbling(_ int, body string) int {
	if crc32.ChecksumIEEE([]byte(body))%3 == 0 {
		return 500
	}
	return 200
}

// A restored server goes on as the first one does: the same answers, the same
// callbacks, and in the end the same snapshot.
func TestARestoredSnapshotGoesOnAsTheFirstWould(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			app := newReceiver(t, grumbling)
			first := newEmulator(t)
			newScript(seed, app.URL).play(t, first, 60)
			settle(t, first)
			second := newEmulator(t, func(o *Options) { o.Seed = 99 })
			got := call(t, second, "PUT", "/_fakesms/snapshot", call(t, first, "GET", "/_fakesms/snapshot", "").body)
			require.Equal(t, 200, got.status, got.body)
			require.Equal(t, snapshotOf(t, first), snapshotOf(t, second))

			var answers, told [2][]string
			for i, e := range []*Emulator{first, second} {
				before := len(app.got())
				answers[i] = newScript(seed+1000, app.URL).play(t, e, 60)
				settle(t, e)
				told[i] = app.got()[before:]
			}
			assert.Equal(t, answers[0], answers[1])
			assert.ElementsMatch(t, told[0], told[1])
			assert.Equal(t, snapshotOf(t, first), snapshotOf(t, second))
		})
	}
}

// What was under way when the snapshot was taken is made again.
func TestAttemptsUnderWayAreMadeAgain(t *testing.T) {
	release, arrived := make(chan struct{}), make(chan struct{}, 2)
	app := newReceiver(t, func(int, string) int { arrived <- struct{}{}; <-release; return 200 })
	first := newEmulator(t)
	sendTo(t, first, "k", "+33639980008", `,"urlDlr":"`+app.URL+`"`)
	<-arrived
	text := call(t, first, "GET", "/_fakesms/snapshot", "").body
	second := newEmulator(t)
	require.Equal(t, 200, call(t, second, "PUT", "/_fakesms/snapshot", text).status)
	<-arrived
	close(release)
	advance(t, second, "", "0s")
	assert.Equal(t, "delivered", callbacksOf(t, second, "")[0]["state"])
	assert.Len(t, app.got(), 2)
}

func TestASnapshotOfOneWorld(t *testing.T) {
	e := newEmulator(t)
	sendTo(t, e, "a", "0612345678", "")
	sendTo(t, e, "b", "0612345678", "")
	call(t, e, "GET", "/v1/me?apiKey=invalid-stranger", "")
	got := call(t, e, "GET", "/_fakesms/snapshot?provider=smspartner&key=b", "")
	require.Equal(t, 200, got.status)
	assert.NotContains(t, got.body, "stranger", "a world alone has nobody else's requests")
	require.Equal(t, 200, call(t, e, "PUT", "/_fakesms/snapshot", got.body).status)
	assert.NotContains(t, call(t, e, "GET", "/_fakesms/accounts", "").body, `"key":"a"`, "a restored snapshot replaces everything")
	assert.Contains(t, call(t, e, "GET", "/_fakesms/messages?key=b", "").body, `"state":"Waiting"`)
	assert.Equal(t, 404, call(t, e, "GET", "/_fakesms/snapshot?provider=smspartner&key=c", "").status)
}

// A damaged snapshot changes nothing, and the answer says what is wrong and where.
func TestDamagedSnapshots(t *testing.T) {
	e := newEmulator(t)
	sendTo(t, e, "k", "0612345678", `,"urlDlr":"http://127.0.0.1:9/"`)
	whole := call(t, e, "GET", "/_fakesms/snapshot", "").body
	before := snapshotOf(t, e)
	for damage, want := range map[string]string{
		`{`:                      "line 1, column 2: unexpected end of JSON input",
		`[]`:                     "cannot unmarshal array",
		`{}`:                     "it has no version",
		`{"version":2}`:          "version 2 of a snapshot cannot be read; this program reads version 1",
		`{"version":1,"sead":1}`: `unknown field "sead"`,
		`{"version":1}`:          "it has no accounts",
		strings.Replace(whole, `"at":"2014-`, `"at":"2314-`, 1):                     "the clock goes to 2200-01-01",
		"{\n\"version\":1,\n\"seed\":\"x\"}":                                        "line 3, column",
		strings.Replace(whole, `"provider":"smspartner"`, `"provider":"nobody"`, 1): `accounts[0] (nobody, "k"): the provider is not known`,
		strings.Replace(whole, `"subject":0`, `"subject":7`, 1):                     `accounts[0] (smspartner, "k"): agenda[0]: number 7 is not there`,
		strings.Replace(whole, `"account":0`, `"account":3`, 1):                     "account 3 is not there",
		strings.Replace(whole, `"kind":0`, `"kind":9`, 1):                           "kind 9 is not known",
		strings.Replace(whole, `"Serial":0`, `"Serial":5`, 1):                       "messages: list[0] has number 5, not 0",
		strings.Replace(whole, `"state":"active"`, `"state":"lazy"`, 1):             `settings: "lazy" is not known`,
		whole[:len(whole)/2]: "line 1, column",
	} {
		got := call(t, e, "PUT", "/_fakesms/snapshot", damage)
		assert.Equal(t, http.StatusBadRequest, got.status, want)
		assert.Contains(t, got.body, strings.ReplaceAll(want, `"`, `\"`), want)
		require.Equal(t, before, snapshotOf(t, e), want)
	}
}

// The state file is loaded at the start, saved on request and at the end.
func TestStateFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	withState := func(o *Options) { o.State = path }
	e := newEmulator(t, withState)
	sendTo(t, e, "k", "0612345678", "")
	assert.NoFileExists(t, path)
	require.JSONEq(t, `{"saved":true}`, call(t, e, "POST", "/_fakesms/snapshot/save", "").body)
	assert.FileExists(t, path)
	sendTo(t, e, "k", "0612345679", "")
	require.NoError(t, e.Close())
	e = newEmulator(t, withState)
	assert.Len(t, regexp.MustCompile(`"to":"\+336123456`).FindAllString(call(t, e, "GET", "/_fakesms/messages", "").body, -1), 2)
	advance(t, e, "", "2s")
	assert.NotContains(t, call(t, e, "GET", "/_fakesms/messages", "").body, `"state":"Waiting","history":[{"state":"Waiting","at":"2014-01-01T00:00:00Z"}]`)
	entries, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	assert.Len(t, entries, 1, "no other file is left")
	got := call(t, newEmulator(t), "POST", "/_fakesms/snapshot/save", "")
	assert.Equal(t, http.StatusConflict, got.status)
}

// A damaged file is refused and not written over; a file that cannot be written
// leaves the old one whole.
func TestStateFilesThatCannotBeUsed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	require.NoError(t, os.WriteFile(path, []byte(`{"version":1,`), 0o600))
	_, err := New(Options{State: path})
	assert.ErrorContains(t, err, path+" is damaged and was left as it is: line 1, column")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, `{"version":1,`, string(text))

	gone := filepath.Join(t.TempDir(), "sub", "state.json")
	e, err := New(Options{State: gone})
	require.NoError(t, err)
	assert.ErrorContains(t, e.Save(), "the state was not saved")
	assert.ErrorContains(t, e.Close(), "the state was not saved")
}

// Texts that are none, which a query or a form can bring, come back as they were
// shown.
func TestWhatIsNoTextSurvivesARestore(t *testing.T) {
	e := newEmulator(t)
	require.Equal(t, 200, call(t, e, "POST", "/v1/send", "apiKey=k&phoneNumbers=0612345678&message=x&tag=t%FF").status)
	shown := call(t, e, "GET", "/v1/bulk-status-by-tag?apiKey=k&tag=t%FF", "").body
	require.Contains(t, shown, "+33612345678")
	require.Equal(t, 200, call(t, e, "PUT", "/_fakesms/snapshot", call(t, e, "GET", "/_fakesms/snapshot", "").body).status)
	assert.Equal(t, shown, call(t, e, "GET", "/v1/bulk-status-by-tag?apiKey=k&tag=t%FF", "").body)
}

// Keys in headers may be any bytes; those that are no text open nothing, or two of
// them would be one in a snapshot, which could not be restored.
func TestKeysThatAreNoText(t *testing.T) {
	e := newEmulator(t)
	for _, key := range []string{"\xff", "\xfe"} {
		assert.Equal(t, 401, call(t, e, "GET", "/v2/account/stats", "", "X-Primotexto-ApiKey: "+key).status)
	}
	assert.Equal(t, 200, call(t, e, "PUT", "/_fakesms/snapshot", call(t, e, "GET", "/_fakesms/snapshot", "").body).status)
}

// Of states that are saved at the same time, the file has the last one.
func TestSavingAtTheSameTime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	e := newEmulator(t, func(o *Options) { o.State = path })
	var users sync.WaitGroup
	for i := range 8 {
		users.Go(func() {
			for n := range 20 {
				sendTo(t, e, "k", "0612345678", "")
				got := call(t, e, "POST", "/_fakesms/snapshot/save", "")
				assert.Equal(t, 200, got.status, "%d %d: %s", i, n, got.body)
			}
		})
	}
	users.Wait()
	saved, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, call(t, e, "GET", "/_fakesms/snapshot", "").body, string(saved))
}

// A server that takes certain keys only takes no others from a snapshot either.
func TestARestoredServerKeepsToItsKeys(t *testing.T) {
	first := newEmulator(t)
	subs := map[string]string{}
	for _, key := range []string{"a", "b"} {
		call(t, first, "POST", "/v1/subaccount/create", `{"apiKey":"`+key+`","type":"simple"}`)
		subs[key] = familyOf(t, first, key).keys[0]
	}
	second := newEmulator(t, func(o *Options) { o.Keys = []string{"a"} })
	require.Equal(t, 200, call(t, second, "PUT", "/_fakesms/snapshot", call(t, first, "GET", "/_fakesms/snapshot", "").body).status)
	for key, status := range map[string]int{"a": 200, subs["a"]: 200, "b": 400, subs["b"]: 400} {
		assert.Equal(t, status, call(t, second, "GET", "/v1/me?apiKey="+key, "").status, key)
	}
}
