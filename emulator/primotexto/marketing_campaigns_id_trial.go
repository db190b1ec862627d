package primotexto

import (
	"cmp"

	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// marketingCampaignsIDTest is POST /v2/marketing/campaigns/{id}/test: the campaign's text
// to one number, that of the call or else the one that the campaign was made with. It is a message like others and costs
// its credits, but is none of the campaign's.
func (p *provider) marketingCampaignsIDTest(c *web.Call) (any, error) {
	one, err := campaignOf(c)
	if err != nil {
		return nil, err
	}
	number, err := p.readNumber(cmp.Or(c.Text("identifier"), one.TestIdentifier))
	if err != nil {
		return nil, err
	}
	text := one.text(c.Account)
	size := sms.Measure(text)
	if err := p.charge(c.Account, number, size); err != nil {
		return nil, err
	}
	m := one.message(c.Account, number, text, size)
	m.Test = true
	c.Account.Accept(m, p.fates.of(m), scheduled)
	return spentAnswer{m.Cost}, nil
}
