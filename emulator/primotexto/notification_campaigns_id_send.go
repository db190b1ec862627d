package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// notificationCampaignsIDSend is POST /v2/notification/campaigns/{id}/send: the same
// as for marketing. Which of the two paths a campaign was made at does not matter
// (assumed): clients also leave that part of the path out.
func (p *provider) notificationCampaignsIDSend(c *web.Call) (any, error) {
	return p.marketingCampaignsIDSend(c)
}
