package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// statsAnswer has exactly these members: the official Java SDK refuses others.
type statsAnswer struct {
	Bounces       int64   `json:"bounces"`
	Credits       credits `json:"credits"`
	Delivered     int64   `json:"delivered"`
	Sent          int64   `json:"sent"`
	Submitted     int64   `json:"submitted"`
	Undelivered   int64   `json:"undelivered"` // sent but not delivered, or not yet
	Unsubscribers int64   `json:"unsubscribers"`
}

// accountStats is GET /v2/account/stats: what the account has left, and the
// messages it ever sent, by the states they reached.
func (p *provider) accountStats(c *web.Call) (any, error) {
	n := dataOf(c.Account).Life.Counters
	return statsAnswer{
		Bounces:       n.Bounces,
		Credits:       settingsOf(c.Account).Credits,
		Delivered:     n.Delivered,
		Sent:          n.Sent,
		Submitted:     n.Submitted,
		Undelivered:   n.undelivered(),
		Unsubscribers: n.Unsubscribers,
	}, nil
}
