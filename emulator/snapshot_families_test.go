package emulator

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// names are what the accounts of a story own, as their lists show it.
type names struct {
	lists, campaigns, groups, contacts, tokens, keys, callbacks, operations []string
}

// all are the ids that an expression finds in an answer.
func all(t testing.TB, e *Emulator, target, expression string) []string {
	t.Helper()
	var found []string
	for _, match := range regexp.MustCompile(expression).FindAllStringSubmatch(call(t, e, "GET", target, "", "X-Primotexto-ApiKey: a").body, -1) {
		found = append(found, match[1])
	}
	return found
}

// look asks what there is: the steps that follow are about it.
func (s *script) look(t testing.TB, e *Emulator) {
	t.Helper()
	s.names = names{
		lists:      all(t, e, "/v2/lists", `\{"id":"(\w{24})","name":"L`),
		campaigns:  all(t, e, "/v2/campaigns", `"id":"(\w{24})","message"`),
		groups:     all(t, e, "/v1/group/list?apiKey=a", `"id":"?(\d+)`),
		tokens:     all(t, e, "/v1/subaccount/list?apiKey=a", `"token":"(\w+)`),
		keys:       all(t, e, "/v1/subaccount/list?apiKey=a", `"apiKey":"(\w+)`),
		callbacks:  all(t, e, "/_fakesms/callbacks?provider=smspartner&key=a", `"id":(\d+)`),
		operations: all(t, e, "/_fakesms/snapshot?provider=primotexto&key=a", `"ID":"(\w{24})","Rows"`),
	}
	for _, group := range s.names.groups {
		s.names.contacts = append(s.names.contacts, all(t, e, "/v1/contact/list?apiKey=a&groupId="+group, `"contactId":"?(\d+)`)...)
	}
}

// any is one of several, or one that there is not.
func (s *script) any(ids []string) string {
	if len(ids) == 0 || s.IntN(20) == 0 {
		return "7"
	}
	return ids[s.IntN(len(ids))]
}

// family is a step about what accounts keep beside messages.
func (s *script) family() (method, target, body string) {
	if s.IntN(2) == 0 {
		return s.subscribers()
	}
	switch s.IntN(11) {
	case 0:
		return "POST", "/v1/group/add", fmt.Sprintf(`{"apiKey":"a","name":"g%d"}`, s.IntN(9))
	case 1, 2:
		return "POST", "/v1/contact/add", fmt.Sprintf(`{"apiKey":"a","groupId":%q,"contact":{"phoneNumber":%q,"firstname":"É%d","custom1":"c"}}`, s.any(s.names.groups), s.number(), s.IntN(9))
	case 3:
		return "POST", "/v1/contact/update", fmt.Sprintf(`{"apiKey":"a","contactId":%q,"contact":{"lastname":"l%d","date":"2020-06-12"}}`, s.any(s.names.contacts), s.IntN(9))
	case 4:
		return "POST", "/v1/contact/delete", fmt.Sprintf(`{"apiKey":"a","contactId":%q}`, s.any(s.names.contacts))
	case 5:
		return "POST", "/v1/subaccount/credit/add", fmt.Sprintf(`{"apiKey":"a","credit":"%d.25","tokenSubaccount":%q}`, 1+s.IntN(3), s.any(s.names.tokens))
	case 6:
		return "POST", "/v1/send", fmt.Sprintf(`{"apiKey":%q,"phoneNumbers":%q,"message":"from below","urlDlr":%q}`, s.any(s.names.keys), s.number(), s.target+"/sub")
	case 7:
		return "DELETE", "/v1/subaccount/remove", fmt.Sprintf(`{"apiKey":"a","token":%q}`, s.any(s.names.tokens))
	case 8:
		return "POST", "/v1/vn/callforward", fmt.Sprintf(`{"apiKey":"a","number":%q,"type":"%d","param":"0612345678"}`, s.number(), s.IntN(2))
	case 9:
		return "POST", "/v1/rcs/send", fmt.Sprintf(`{"apiKey":"a","isUnicode":1,"phoneNumbers":[%q],"richContent":{"conversation":{"text":"Soldes"}}}`, s.number())
	}
	return "POST", "/_fakesms/callbacks/" + s.any(s.names.callbacks) + "/replay?provider=smspartner&key=a", ""
}

// subscribers is a step about lists, campaigns and blacklists.
func (s *script) subscribers() (method, target, body string) {
	list, campaign := s.any(s.names.lists), s.any(s.names.campaigns)
	switch s.IntN(13) {
	case 0:
		return "POST", "/v2/lists", fmt.Sprintf(`{"name":"L%d"}`, s.IntN(9))
	case 1, 2:
		return "POST", "/v2/lists/" + list + "/contacts", fmt.Sprintf(`{"identifier":%q}`, s.number())
	case 3:
		return "POST", "/v2/lists/" + list + "/import", fmt.Sprintf(`[["tel","age","né"],[%q,"31","12/06"],[%q,"","x"],["12"]]`, s.number(), s.number())
	case 4:
		return "POST", "/v2/lists/" + list + "/fields", fmt.Sprintf(`{"name":"f%d","type":"DATE","format":"dd/MM"}`, s.IntN(9))
	case 5:
		return "DELETE", "/v2/lists/" + list + "/contacts?identifier=%2B" + s.number()[1:], ""
	case 6, 7:
		extra := []string{"", fmt.Sprintf(`,"category":"c%d"`, s.IntN(99)), `,"keepList":false`, `,"date":1388538000000`}[s.IntN(4)]
		return "POST", "/v2/marketing/campaigns", fmt.Sprintf(`{"name":"n","message":"Soldes ${rich_message}","sendList":%q%s}`, list, extra)
	case 8, 9:
		return "POST", "/v2/campaigns/" + campaign + "/send", "SEND"
	case 10:
		return "POST", "/v2/campaigns/" + campaign + "/test", fmt.Sprintf(`{"identifier":%q}`, s.number())
	case 11:
		return "POST", "/v2/bounces/default/contacts", fmt.Sprintf(`{"identifier":%q}`, s.number())
	}
	return "DELETE", "/v2/unsubscribers/default/contacts?identifier=%2B" + s.number()[1:], ""
}

// views is what every GET of both providers and of the control API shows. Those
// that only look may be asked twice.
func views(t *testing.T, e *Emulator, s *script) []string {
	t.Helper()
	s.look(t, e)
	targets := []string{
		"/_fakesms/accounts", "/_fakesms/messages", "/_fakesms/fates", "/_fakesms/faults", "/_fakesms/clock", "/_fakesms/clock?provider=smspartner&key=a",
		"/_fakesms/callbacks", "/v2/messages/stats", "/v2/messages/stats?category=c1", "/v2/messages/replies", "/v2/messages/blacklists", "/v2/account/stats",
		"/v2/check?identifier=0612345678", "/v2/unsubscribers/default/contacts", "/v2/bounces/default/contacts", "/v2/campaigns", "/v2/lists",
		"/v2/messages/status?identifier=0612345601",
	}
	for _, key := range append([]string{"a", "b"}, s.names.keys...) {
		for _, endpoint := range []string{"me", "stop-sms/list", "subaccount/list", "group/list", "bulk-status-by-tag?tag=t1", "statistics/cost-resume?interval=last_twelve_months"} {
			targets = append(targets, "/v1/"+endpoint+"&apiKey="+key)
		}
	}
	for _, group := range s.names.groups {
		targets = append(targets, "/v1/contact/list?apiKey=a&groupId="+group)
	}
	for _, contact := range s.names.contacts {
		targets = append(targets, "/v1/contact/detail?apiKey=a&contactId="+contact)
	}
	for _, id := range s.names.lists {
		targets = append(targets, "/v2/lists/"+id, "/v2/lists/"+id+"/contacts", "/v2/lists/"+id+"/fields")
	}
	for _, id := range s.names.campaigns {
		targets = append(targets, "/v2/campaigns/"+id, "/v2/campaigns/"+id+"/status", "/v2/campaigns/"+id+"/blacklists", "/v2/campaigns/"+id+"/replies")
	}
	for _, id := range s.names.operations {
		targets = append(targets, "/v2/operations/"+id)
	}
	shown := make([]string, len(targets))
	for i, target := range targets {
		got := call(t, e, "GET", queried(target), "", "X-Primotexto-ApiKey: a")
		shown[i] = fmt.Sprint(target, " ", got.status, " ", durations.ReplaceAllString(got.body, ""))
	}
	return shown
}

// durations are what a wall clock measured, in an answer.
var durations = regexp.MustCompile(`"durationMs":[\d.]+,`)

// queried turns the first & into a ? where there is none.
func queried(target string) string {
	if regexp.MustCompile(`\?`).MatchString(target) {
		return target
	}
	return regexp.MustCompile(`^([^&]*)&`).ReplaceAllString(target, "$1?")
}

// All that both providers hold is in a snapshot: each GET answers the same before
// and after, in another server.
func TestEveryAnswerSurvivesARestore(t *testing.T) {
	seen := map[string]int{}
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			app := newReceiver(t, grumbling)
			first := newEmulator(t)
			s := newScript(seed, app.URL)
			s.play(t, first, 120)
			settle(t, first)
			second := newEmulator(t, func(o *Options) { o.Seed = 99 })
			got := call(t, second, "PUT", "/_fakesms/snapshot", call(t, first, "GET", "/_fakesms/snapshot", "").body)
			require.Equal(t, 200, got.status, got.body)
			before := views(t, first, s)
			seen["lists"] += len(s.names.lists)
			seen["campaigns"] += len(s.names.campaigns)
			seen["groups"] += len(s.names.groups)
			seen["contacts"] += len(s.names.contacts)
			seen["sub-accounts"] += len(s.names.keys)
			seen["callbacks"] += len(s.names.callbacks)
			seen["operations"] += len(s.names.operations)
			assert.Equal(t, before, views(t, second, s))
		})
	}
	for name, count := range seen {
		assert.NotZero(t, count, "%s: nothing was compared", name)
	}
}
