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
	messages := c.Account.Messages
	return statsAnswer{
		Bounces:       messages.Entered(bounced),
		Credits:       settingsOf(c.Account).Credits,
		Delivered:     messages.Entered(delivered),
		Sent:          messages.Entered(sent),
		Submitted:     messages.Entered(submitted),
		Undelivered:   messages.Entered(sent) - messages.Entered(delivered),
		Unsubscribers: messages.Entered(unsubscribed),
	}, nil
}
