package smspartner

import (
	"slices"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

type hlrAnswer struct {
	ok
	CampaignID string `json:"campaign_id"` // "HLR2271467"
	Number     int    `json:"number"`      // of those that are verified
	Cost       amount `json:"cost"`
	Currency   string `json:"currency"`
}

// hlrNotify is POST /v1/hlr/notify: the home registers of up to 500 numbers are
// asked, and notifyUrl is told of each. No call gives the results. As with sends,
// numbers that cannot be asked are passed over if one can, and each is asked
// once (assumed).
func (p *provider) hlrNotify(c *web.Call) (any, error) {
	made := &dataOf(c.Account).Checks
	if err := countCall(&made.HLR, c.Account); err != nil {
		return nil, err
	}
	to := p.readRecipients(c.Get("phoneNumbers"), c.Account.Stops)
	switch {
	case to.named == 0:
		return nil, errNoNumber
	case to.named > maxNumbers:
		return nil, errTooMany
	case slices.ContainsFunc(to.unreadable, p.runTogether):
		return nil, errNoComma
	}
	target := c.Text("notifyUrl")
	if form := append(checkTag(c.Text("tag")), checkURL("notifyUrl", target)...); len(form) > 0 {
		return nil, p.sendForm(form)
	}
	if len(to.reachable) == 0 {
		return nil, to.unverifiable()
	}
	cost := priceHLR * sandbox.Decimal(len(to.reachable))
	if err := settingsOf(c.Account).spend(cost); err != nil {
		return nil, p.creditShape(err, c.Account)
	}
	campaign := made.nextCampaign(c.Account)
	if target != "" {
		oweResults(c.Account, campaign, target, to.reachable)
	}
	return hlrAnswer{
		ok: success(), CampaignID: campaignID(campaign), Number: len(to.reachable), Cost: amount(cost), Currency: currency,
	}, nil
}

// unverifiable says why nobody is left to be asked about: one reason for all, or
// that there is nobody (assumed).
func (r *recipients) unverifiable() error {
	switch {
	case len(r.unreadable) == 0 && len(r.notMobile) == 0:
		return errStopped
	case len(r.unreadable) == 0 && len(r.stopped) == 0:
		return errNoHLRPrice
	}
	return errNobody
}
