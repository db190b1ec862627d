package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// notificationCampaignsIDTest is POST /v2/notification/campaigns/{id}/test: the same
// as for marketing.
func (p *provider) notificationCampaignsIDTest(c *web.Call) (any, error) {
	return p.marketingCampaignsIDTest(c)
}
