package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// messagesStatsAnswer has thirteen counters, in the published order. Bounced is
// called bounces elsewhere.
type messagesStatsAnswer struct {
	Sent          int64 `json:"sent"`
	Submitted     int64 `json:"submitted"`
	Delivered     int64 `json:"delivered"`
	Openers       int64 `json:"openers"`
	Clickers      int64 `json:"clickers"`
	Clicks        int64 `json:"clicks"`
	Opens         int64 `json:"opens"`
	Replies       int64 `json:"replies"`
	Unsubscribers int64 `json:"unsubscribers"`
	Errors        int64 `json:"errors"`
	Bounced       int64 `json:"bounced"`
	Complaint     int64 `json:"complaint"` // none is ever made here
	TimeSpent     int64 `json:"timespent"` // nobody stays on a landing page here
}

// messagesStats is GET /v2/messages/stats: what became of the messages of a
// category, or of all. Opening a link is both a click on it and an opening of the
// page behind it (assumed).
func (p *provider) messagesStats(c *web.Call) (any, error) {
	n := recordOf(c).Counters
	return messagesStatsAnswer{
		Sent: n.Sent, Submitted: n.Submitted, Delivered: n.Delivered,
		Openers: n.Openers, Clickers: n.Openers, Clicks: n.Opens, Opens: n.Opens,
		Replies: n.Replies, Unsubscribers: n.Unsubscribers, Errors: n.Errors, Bounced: n.Bounces,
	}, nil
}

// recordOf is the record that a call asks for: of a category, or without one of
// the account. A category that no message had has an empty one (assumed).
func recordOf(c *web.Call) *record {
	data := dataOf(c.Account)
	category := c.Text("category")
	if category == "" {
		return &data.Life
	}
	if r := data.Pools.of(category); r != nil {
		return r
	}
	return &record{}
}
