package emulator

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shop is an account of Primotexto that a test plays with, and what it remembers
// of what it did.
type shop struct {
	testing.TB
	e         *Emulator
	campaigns []*launched
	spent     int64 // credits, as the answers said
}

// launched is a campaign, with the tag that its messages have.
type launched struct {
	id, tag string
	used    int64 // credits, as the answer to its sending said
	sent    bool
}

const shopCredits = 1_000_000

func (s *shop) ask(method, target, body string, into any) int {
	s.Helper()
	got := call(s, s.e, method, target, body, "X-Primotexto-ApiKey: k")
	require.NoError(s, json.Unmarshal([]byte(got.body), into), "%s %s: %s", method, target, got.body)
	return got.status
}

// sum counts messages from their histories alone, as no message was forced into a
// state: each has one end at most.
type sum struct {
	messages, waiting, handed               int64
	sent, submitted, delivered              int64
	bounces, errors                         int64
	openers, replies, unsubscribers, credit int64
}

type seen struct {
	To, Tag, Cost, State string
	History              []struct{ State string }
}

func (s *shop) messages(filter string) []seen {
	var answer struct{ Messages []seen }
	require.Equal(s, 200, s.ask("GET", "/_fakesms/messages?provider=primotexto&key=k&limit=1000000"+filter, "", &answer))
	return answer.Messages
}

func add(messages []seen) sum {
	var n sum
	for _, m := range messages {
		reached := map[string]int64{}
		for _, change := range m.History {
			reached[change.State]++
		}
		has := func(state string) int64 { return min(reached[state], 1) }
		n.messages++
		n.waiting += has("scheduled") * (1 - has("sent"))
		n.sent += has("sent")
		n.submitted += max(has("submitted"), has("delivered")) // who answers at once has got it
		n.handed += max(has("submitted"), has("delivered"), has("bounced"), has("error"))
		n.delivered += has("delivered")
		n.bounces += has("bounced")
		n.errors += has("error")
		n.openers += has("opened")
		n.replies += reached["reply"]
		n.unsubscribers += has("unsubscribed")
		cost, _ := strconv.ParseFloat(m.Cost, 64)
		n.credit += int64(cost)
	}
	return n
}

// status is the answer of a campaign's status; what it lacks is 0.
type status struct {
	State                                         string
	Sent, Submitted, Delivered, Undelivered       int64
	Bounces, Errors, Replies, Unsubscribers       int64
	CreditsUsed, Openers, Opens, Clickers, Clicks int64
}

func (s *shop) status(c *launched) status {
	var answer status
	require.Equal(s, 200, s.ask("GET", "/v2/campaigns/"+c.id+"/status", "", &answer))
	return answer
}

// check holds what the API tells against the messages that are there.
func (s *shop) check() {
	s.Helper()
	for _, c := range s.campaigns {
		n, got := add(s.messages("&tag="+c.tag)), s.status(c)
		assert.Equal(s, status{
			State: stateOf(c, n), Sent: n.sent, Submitted: n.submitted, Delivered: n.delivered, Undelivered: n.sent - n.delivered,
			Bounces: n.bounces, Errors: n.errors, Replies: n.replies, Unsubscribers: n.unsubscribers, CreditsUsed: n.credit,
			Openers: n.openers, Opens: n.openers, Clickers: n.openers, Clicks: n.openers,
		}, got)
		assert.Equal(s, c.used, got.CreditsUsed)
		assert.LessOrEqual(s, got.Submitted, got.Sent)
		assert.LessOrEqual(s, got.Delivered, got.Submitted)
		assert.LessOrEqual(s, got.Bounces+got.Errors, got.Undelivered)
		var black struct{ Bounces, Unsubscribers struct{ Number int64 } }
		s.ask("GET", "/v2/campaigns/"+c.id+"/blacklists", "", &black)
		assert.Equal(s, n.bounces, black.Bounces.Number)
		assert.Equal(s, n.unsubscribers, black.Unsubscribers.Number)
		var replies []struct{ ID string }
		s.ask("GET", "/v2/campaigns/"+c.id+"/replies", "", &replies)
		assert.Len(s, replies, int(n.replies))
	}
	s.checkAccount()
}

// stateOf is the state that a campaign ought to be in.
func stateOf(c *launched, n sum) string {
	switch {
	case !c.sent:
		return "DRAFT"
	case n.waiting > 0:
		return "SCHEDULED"
	case n.handed < n.messages:
		return "SENDING"
	}
	return "SENT"
}

func (s *shop) checkAccount() {
	s.Helper()
	n := add(s.messages(""))
	assert.Equal(s, s.spent, n.credit, "all that was spent went into messages")
	var account map[string]int64
	s.ask("GET", "/v2/account/stats", "", &account)
	assert.Equal(s, map[string]int64{
		"credits": shopCredits - s.spent, "sent": n.sent, "submitted": n.submitted, "delivered": n.delivered,
		"undelivered": n.sent - n.delivered, "bounces": n.bounces, "unsubscribers": n.unsubscribers,
	}, account)
	for _, category := range []string{"", "codes"} {
		if category != "" {
			n = add(s.messages("&tag=" + category))
		}
		var stats map[string]int64
		s.ask("GET", "/v2/messages/stats?category="+category, "", &stats)
		assert.Equal(s, map[string]int64{
			"sent": n.sent, "submitted": n.submitted, "delivered": n.delivered, "openers": n.openers, "clickers": n.openers,
			"clicks": n.openers, "opens": n.openers, "replies": n.replies, "unsubscribers": n.unsubscribers, "errors": n.errors,
			"bounced": n.bounces, "complaint": 0, "timespent": 0,
		}, stats)
	}
}

// someNumber has a fate as often as not.
func someNumber(r *rand.Rand) string {
	if r.IntN(2) == 0 {
		return fmt.Sprintf("06399800%02d", r.IntN(12))
	}
	return fmt.Sprintf("06123400%02d", r.IntN(40))
}

// step does one thing at random.
func (s *shop) step(r *rand.Rand, list string) {
	s.Helper()
	switch r.IntN(7) {
	case 0:
		s.create(r, list)
	case 1:
		s.send(r)
	case 2:
		s.test(r)
	case 3:
		s.single(r)
	case 4:
		text := []string{"OUI", "STOP", "Merci"}[r.IntN(3)]
		call(s, s.e, "POST", "/_fakesms/inbound?provider=primotexto&key=k", fmt.Sprintf(`{"from":%q,"text":%q}`, someNumber(r), text))
	case 5:
		call(s, s.e, "POST", "/v2/lists/"+list+"/contacts", fmt.Sprintf(`{"identifier":%q}`, someNumber(r)), "X-Primotexto-ApiKey: k")
	default:
		s.advance([]string{"400ms", "500ms", "2s", "10s", "1h", "47h"}[r.IntN(6)])
	}
}

func (s *shop) advance(by string) {
	s.Helper()
	require.Equal(s, 200, call(s, s.e, "POST", "/_fakesms/clock?provider=primotexto&key=k", `{"advance":"`+by+`"}`).status)
}

func (s *shop) create(r *rand.Rand, list string) {
	s.Helper()
	var clock struct{ Now time.Time }
	body := fmt.Sprintf(`{"name":"n","message":%q,"sendList":%q`, strings.Repeat("x", 1+r.IntN(400))+" ${rich_message}", list)
	category := ""
	if r.IntN(2) == 0 {
		category = fmt.Sprintf("c%d", len(s.campaigns))
		body += `,"category":"` + category + `"`
	}
	if r.IntN(3) == 0 {
		s.ask("GET", "/_fakesms/clock?provider=primotexto&key=k", "", &clock)
		body += fmt.Sprintf(`,"date":%d`, clock.Now.UnixMilli()+int64(1+r.IntN(7200_000)))
	}
	var made struct{ ID string }
	require.Equal(s, 200, s.ask("POST", "/v2/notification/campaigns", body+"}", &made))
	c := &launched{id: made.ID, tag: category}
	if category == "" {
		c.tag = made.ID
	}
	s.campaigns = append(s.campaigns, c)
}

func (s *shop) send(r *rand.Rand) {
	s.Helper()
	if len(s.campaigns) == 0 {
		return
	}
	c := s.campaigns[r.IntN(len(s.campaigns))]
	poor := r.IntN(4) == 0
	if poor {
		call(s, s.e, "PUT", "/_fakesms/accounts/primotexto/k", `{"credits":0}`)
	}
	var answer struct {
		CreditsUsed float64
		Code        int
	}
	status := s.ask("POST", "/v2/campaigns/"+c.id+"/send", "SEND", &answer)
	if poor {
		call(s, s.e, "PUT", "/_fakesms/accounts/primotexto/k", fmt.Sprintf(`{"credits":%d}`, shopCredits-s.spent))
	}
	if status == 200 {
		require.False(s, c.sent || poor)
		c.sent, c.used = true, int64(answer.CreditsUsed)
		s.spent += c.used
		return
	}
	require.Contains(s, []int{48, 71, 1000}, answer.Code)
	require.Equal(s, c.sent, answer.Code == 1000)
}

func (s *shop) test(r *rand.Rand) {
	s.Helper()
	if len(s.campaigns) == 0 {
		return
	}
	c := s.campaigns[r.IntN(len(s.campaigns))]
	var answer struct{ CreditsUsed float64 }
	if s.ask("POST", "/v2/campaigns/"+c.id+"/test", fmt.Sprintf(`{"identifier":%q}`, someNumber(r)), &answer) == 200 {
		s.spent += int64(answer.CreditsUsed)
	}
}

func (s *shop) single(r *rand.Rand) {
	s.Helper()
	var answer struct{ CreditsUsed float64 }
	body := fmt.Sprintf(`{"number":%q,"message":"Bonjour","category":%q}`, someNumber(r), []string{"", "codes"}[r.IntN(2)])
	if s.ask("POST", "/v2/marketing/messages/send", body, &answer) == 200 {
		s.spent += int64(answer.CreditsUsed)
	}
}

// Whatever happens in whatever order: what the API counts is what became of the
// messages, at every step.
func TestCampaignsCountWhatHappened(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 0))
			s := &shop{TB: t, e: newEmulator(t)}
			var list struct{ ID string }
			s.ask("POST", "/v2/lists", `{"name":"l"}`, &list)
			for range 80 {
				s.step(r, list.ID)
				s.check()
				if t.Failed() {
					return
				}
			}
			s.settle()
			s.check()
		})
	}
}

// settle waits until nothing is left to happen; then what was sent was delivered,
// bounced or failed, but for those that wait for ever.
func (s *shop) settle() {
	s.Helper()
	s.advance("100h")
	for _, c := range s.campaigns {
		got := s.status(c)
		var forEver int64
		for _, m := range s.messages("&tag=" + c.tag) {
			if m.State == "submitted" {
				require.Equal(s, "+33639980002", m.To)
				forEver++
			}
		}
		assert.Equal(s, got.Undelivered, got.Bounces+got.Errors+forEver)
		assert.Contains(s, []string{"DRAFT", "SENT"}, got.State)
	}
}
