package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// marketingCampaigns is POST /v2/marketing/campaigns: a new campaign. No page about
// it could be found; the members are those of the official SDKs.
func (p *provider) marketingCampaigns(c *web.Call) (any, error) {
	return p.createCampaign(c, "marketing")
}
