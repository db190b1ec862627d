package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// campaignsIDBlacklists is GET /v2/campaigns/{id}/blacklists: whom the campaign found
// to be nobody, and who answered it with a STOP.
func (p *provider) campaignsIDBlacklists(c *web.Call) (any, error) {
	one, err := campaignOf(c)
	if err != nil {
		return nil, err
	}
	return one.Record.blacklists(), nil
}
