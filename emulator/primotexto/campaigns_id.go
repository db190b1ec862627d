package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// campaignsID is GET /v2/campaigns/{id}: a campaign as it was made, and where it
// stands.
func (p *provider) campaignsID(c *web.Call) (any, error) {
	one, err := campaignOf(c)
	if err != nil {
		return nil, err
	}
	return one.answer(c.Account), nil
}
