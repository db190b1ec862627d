package smspartner

import (
	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// credits is what the balance buys. The balance stands there twice, as text.
type credits struct {
	SMS      int64         `json:"creditSms"`
	ECO      *int64        `json:"creditSmsECO,omitempty"`
	LowCost  *int64        `json:"creditSmsLowCost,omitempty"` // ECO's name in 2018
	HLR      int64         `json:"creditHlr"`
	ToSend   int64         `json:"toSend"` // messages waiting for their time
	Solde    sandbox.Money `json:"solde"`
	Currency string        `json:"currency"`
	Balance  sandbox.Money `json:"balance"`
}

type meAnswer struct {
	ok
	User    user    `json:"user"`
	Credits credits `json:"credits"`
}

// me is GET /v1/me: who the account belongs to and what it can still send.
func (p *provider) me(c *web.Call) (any, error) {
	set := settingsOf(c.Account)
	balance := sandbox.Decimal(set.Balance)
	answer := meAnswer{ok: success(), User: set.User, Credits: credits{
		SMS:      int64(balance / priceSMS),
		HLR:      int64(balance / priceHLR),
		ToSend:   c.Account.Messages.In(scheduled),
		Solde:    set.Balance,
		Currency: currency,
		Balance:  set.Balance,
	}}
	lowCost := int64(balance / priceLowCost)
	if p.lowCostCredit {
		answer.Credits.LowCost = &lowCost
	} else {
		answer.Credits.ECO = &lowCost
	}
	return answer, nil
}
