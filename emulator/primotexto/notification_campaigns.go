package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// notificationCampaigns is POST /v2/notification/campaigns: the same as for
// marketing.
func (p *provider) notificationCampaigns(c *web.Call) (any, error) {
	return p.createCampaign(c, "notification")
}
