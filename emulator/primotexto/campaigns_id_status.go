package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// campaignStatus has its members in alphabetical order. Those that the published
// sample lacks are there when they are not 0 (assumed); the official Java SDK knows
// them and refuses all others.
type campaignStatus struct {
	Bounces       int64    `json:"bounces"`
	Clickers      int64    `json:"clickers,omitempty"`
	Clicks        int64    `json:"clicks,omitempty"`
	Complaint     int64    `json:"complaint,omitempty"` // none is ever made here
	CreditsUsed   credits  `json:"creditsUsed"`         // whole, unlike in the answer to a send
	Delivered     int64    `json:"delivered"`
	Errors        int64    `json:"errors"`
	ID            objectID `json:"id"`
	Name          string   `json:"name"`
	Openers       int64    `json:"openers,omitempty"`
	Opens         int64    `json:"opens,omitempty"`
	Replies       int64    `json:"replies"`
	Sent          int64    `json:"sent"`
	State         string   `json:"state"`
	Submitted     int64    `json:"submitted"`
	TimeSpent     int64    `json:"timespent,omitempty"` // nobody stays on a landing page here
	Undelivered   int64    `json:"undelivered"`
	Unsubscribers int64    `json:"unsubscribers,omitempty"`
}

// campaignsIDStatus is GET /v2/campaigns/{id}/status: what became of a campaign's
// messages. An opened link is both a click and an opening (assumed).
func (p *provider) campaignsIDStatus(c *web.Call) (any, error) {
	one, err := campaignOf(c)
	if err != nil {
		return nil, err
	}
	n := one.Record.Counters
	return campaignStatus{
		Bounces: n.Bounces, Clickers: n.Openers, Clicks: n.Opens, CreditsUsed: one.Credits, Delivered: n.Delivered, Errors: n.Errors,
		ID: one.ID, Name: one.Name, Openers: n.Openers, Opens: n.Opens, Replies: n.Replies, Sent: n.Sent, State: one.state(c.Account),
		Submitted: n.Submitted, Undelivered: n.undelivered(), Unsubscribers: n.Unsubscribers,
	}, nil
}
