package primotexto

import (
	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// campaignsIDReplies is GET /v2/campaigns/{id}/replies: what was answered to the
// campaign. It is known from the official SDKs only.
func (p *provider) campaignsIDReplies(c *web.Call) (any, error) {
	one, err := campaignOf(c)
	if err != nil {
		return nil, err
	}
	number := one.ID.number()
	return replies(c.Account, func(reply *sandbox.Reply) bool { return reply.Campaign == number }), nil
}
