package smspartner

import (
	"cmp"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// parcel is one message of a send: a text to a number, and its price.
type parcel struct {
	to   sms.Number
	body composed
	cost sandbox.Decimal
	from string         // "": as the terms say
	fate []sandbox.Step // nil: that of an SMS to the number
}

// receipt is what a send came to.
type receipt struct {
	id    int64
	parts int
	cost  sandbox.Decimal
}

// price is what a text of some parts costs to one number.
func (t *terms) price(size sms.Size) sandbox.Decimal {
	each := priceSMS
	if t.lowCost {
		each = priceLowCost
	}
	return each * sandbox.Decimal(size.Parts)
}

// dispatch takes the money and accepts the messages: all, or none. A sandbox
// send costs nothing and looks at no balance, but says what it would have cost.
func (p *provider) dispatch(c *web.Call, asked terms, parcels []parcel) (receipt, error) {
	var total receipt
	for _, one := range parcels {
		total.parts += one.body.size.Parts
		total.cost += one.cost
	}
	if err := p.settle(c.Account, &asked, total.cost, len(parcels)); err != nil {
		return receipt{}, p.creditShape(err, c.Account)
	}
	total.id = c.Account.NewSend()
	for i, one := range parcels {
		if one.fate == nil {
			one.fate = p.fates[sms.FateOf(one.to.E164)]
		}
		c.Account.Accept(&sandbox.Message{
			Send: total.id, Nth: i + 1, To: one.to, From: cmp.Or(one.from, asked.from), Text: one.body.text, Size: one.body.size,
			Cost: one.cost, Currency: currency,
			Tag: asked.tag, Sandbox: asked.sandbox, ScheduledFor: asked.at,
			ReportURL: asked.reportURL, ReplyURL: asked.replyURL,
		}, one.fate, scheduled)
	}
	return total, nil
}

// settle charges a send; of a sandbox one it only asks the queue.
func (p *provider) settle(account *sandbox.Account, asked *terms, cost sandbox.Decimal, messages int) error {
	if asked.sandbox {
		return settingsOf(account).pay(0)
	}
	return p.charge(account, asked.at, cost, messages)
}

// pay takes the money for a send, or nothing if it is not there or the queue
// fails.
func (s *settings) pay(amount sandbox.Decimal) error {
	if s.QueueFailure && sandbox.Decimal(s.Balance) >= amount {
		return errQueue
	}
	return s.spend(amount)
}

// spend takes money, or nothing if it is not there.
func (s *settings) spend(amount sandbox.Decimal) error {
	if sandbox.Decimal(s.Balance) < amount {
		return errNoCredit
	}
	s.Balance -= sandbox.Money(amount)
	return nil
}

// creditShape gives code 11 the shape that the server was asked for.
func (p *provider) creditShape(err error, account *sandbox.Account) error {
	if err != errNoCredit || !p.creditObject {
		return err
	}
	balance := sandbox.Decimal(settingsOf(account).Balance)
	old := &creditError{Code: errNoCredit.Code}
	old.Reason.Message = "NOCREDITS"
	old.Credits.SMS = int64(balance / priceSMS)
	old.Credits.LowCost = int64(balance / priceLowCost)
	old.Credits.ToSend = account.Messages.In(scheduled)
	old.Credits.Solde = amount(balance)
	return old
}
