package emulator

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What the ring drops was counted; a campaign does not wait for what was dropped.
func TestCampaignsBeyondTheRing(t *testing.T) {
	const key = "X-Primotexto-ApiKey: k"
	for _, pace := range []float64{0, 1} {
		e := newEmulator(t, func(o *Options) { o.MaxMessages, o.Pace = 3, &pace })
		s := &shop{TB: t, e: e}
		var list, made struct{ ID string }
		s.ask("POST", "/v2/lists", `{"name":"l"}`, &list)
		for nth := range 10 {
			s.ask("POST", "/v2/lists/"+list.ID+"/contacts", fmt.Sprintf(`{"identifier":"06123456%02d"}`, nth), &made)
		}
		s.ask("POST", "/v2/marketing/campaigns", `{"name":"n","message":"x","sendList":"`+list.ID+`"}`, &made)
		assert.Equal(t, `{"creditsUsed":10.0}`, strings.TrimSpace(call(t, e, "POST", "/v2/campaigns/"+made.ID+"/send", "", key).body))
		s.advance("2s")
		arrived := int64(3) // of those that were dropped nothing more is heard
		if pace == 0 {
			arrived = 10
		}
		assert.Equal(t, status{
			State: "SENT", CreditsUsed: 10, Sent: 10, Submitted: arrived, Delivered: arrived, Undelivered: 10 - arrived,
		}, s.status(&launched{id: made.ID}), fmt.Sprint(pace))
		// Then other messages drop the rest.
		for range 3 {
			call(t, e, "POST", "/v2/marketing/messages/send", `{"number":"0612345678","message":"x"}`, key)
		}
		assert.Equal(t, arrived, s.status(&launched{id: made.ID}).Delivered)
		assert.Equal(t, "SENT", s.status(&launched{id: made.ID}).State)
	}
}

// The oldest campaigns and categories go when there are too many.
func TestCampaignsAreBounded(t *testing.T) {
	e := newEmulator(t)
	s := &shop{TB: t, e: e}
	var list, first, made struct{ ID string }
	s.ask("POST", "/v2/lists", `{"name":"l"}`, &list)
	body := `{"name":"n","message":"x","sendList":"` + list.ID + `"}`
	s.ask("POST", "/v2/marketing/campaigns", body, &first)
	for range 1000 {
		s.ask("POST", "/v2/marketing/campaigns", body, &made)
	}
	assert.Equal(t, 404, call(t, e, "GET", "/v2/campaigns/"+first.ID, "", "X-Primotexto-ApiKey: k").status)
	assert.Equal(t, 200, call(t, e, "GET", "/v2/campaigns/"+made.ID, "", "X-Primotexto-ApiKey: k").status)
	var all []struct{ ID string }
	s.ask("GET", "/v2/campaigns", "", &all)
	assert.Len(t, all, 1000)
}

// Two accounts do not see each other's campaigns.
func TestCampaignsAreTheirAccounts(t *testing.T) {
	e := newEmulator(t)
	s := &shop{TB: t, e: e}
	var list, made struct{ ID string }
	s.ask("POST", "/v2/lists", `{"name":"l"}`, &list)
	s.ask("POST", "/v2/marketing/campaigns", `{"name":"n","message":"x","sendList":"`+list.ID+`"}`, &made)
	for _, path := range []string{"", "/status", "/replies", "/blacklists"} {
		assert.Equal(t, 404, call(t, e, "GET", "/v2/campaigns/"+made.ID+path, "", "X-Primotexto-ApiKey: other").status, path)
	}
	assert.Contains(t, call(t, e, "POST", "/v2/campaigns/"+made.ID+"/send", "", "X-Primotexto-ApiKey: other").body, `"code":47`)
	got := call(t, e, "POST", "/v2/marketing/campaigns", `{"name":"n","message":"x","sendList":"`+list.ID+`"}`, "X-Primotexto-ApiKey: other")
	assert.Contains(t, got.body, `"code":60`)
}

// Nothing but sending to a body that is no JSON is forgiven.
func TestBodiesOfASending(t *testing.T) {
	for _, path := range []string{"", "marketing/", "notification/"} {
		for _, body := range []string{"", "SEND", `"SEND"`, "null", "[]", `{}`, "\xff"} {
			e := newEmulator(t)
			s := &shop{TB: t, e: e}
			var list, made struct{ ID string }
			s.ask("POST", "/v2/lists", `{"name":"l"}`, &list)
			s.ask("POST", "/v2/lists/"+list.ID+"/contacts", `{"identifier":"0612345678"}`, &made)
			s.ask("POST", "/v2/marketing/campaigns", `{"name":"n","message":"x","sendList":"`+list.ID+`"}`, &made)
			got := call(t, e, "POST", "/v2/"+path+"campaigns/"+made.ID+"/send", body, "X-Primotexto-ApiKey: k")
			assert.Equal(t, `{"creditsUsed":1.0}`, strings.TrimSpace(got.body), "%s %.10q", path, body)
		}
	}
}

// A category that a scheduled message has is taken, though its pool is empty yet.
func TestTheCategoryOfAScheduledMessageIsTaken(t *testing.T) {
	e := newEmulator(t)
	const key = "X-Primotexto-ApiKey: k"
	list := said[struct{ ID string }](t, call(t, e, "POST", "/v2/lists", `{"name":"l"}`, key)).ID
	require.Equal(t, 200, call(t, e, "POST", "/v2/notification/messages/send", `{"number":"0612345678","message":"x","category":"c","date":1400000000000}`, key).status)
	got := call(t, e, "POST", "/v2/marketing/campaigns", `{"name":"n","message":"x","category":"c","sendList":"`+list+`"}`, key)
	assert.Contains(t, got.body, `"code":46`)
}
