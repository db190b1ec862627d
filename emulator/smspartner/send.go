package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// sent is the answer to a send. The number of parts and the cost are those of
// all recipients together (assumed).
type sent struct {
	ok
	MessageID    int64  `json:"message_id"`
	Parts        int    `json:"nb_sms"`
	Cost         amount `json:"cost"`
	Currency     string `json:"currency"`
	ScheduledFor string `json:"scheduledDeliveryDate,omitempty"` // "2018-08-18 20:00:00", Paris time
}

// send is POST /v1/send: one text to up to 500 numbers, now or later. The
// English pages print this path for batches too.
func (p *provider) send(c *web.Call) (any, error) {
	numbers := c.Get("phoneNumbers")
	if list := c.Get("SMSList"); numbers == nil && list != nil {
		return p.batch(c, list, p.sendForm)
	}
	to := p.readRecipients(numbers, c.Account.Stops)
	switch {
	case to.named == 0:
		return nil, errNoNumbers
	case to.named > maxNumbers:
		return nil, errTooMany
	}
	return p.order(c, c.Text("message"), "phoneNumbers", to, p.readTerms(c, readSender(c), lowCost(c)))
}

// order sends one text to the recipients, or to nobody if anything is wrong.
// Field is the name of the recipients' field.
func (p *provider) order(c *web.Call, text, field string, to recipients, asked terms) (any, error) {
	form := append(to.violations(field), asked.violations...)
	if text == "" {
		form = append([]violation{noMessage()}, form...)
	}
	if len(form) > 0 {
		return nil, p.sendForm(form)
	}
	if err := firstError(asked.err, to.refusal()); err != nil {
		return nil, err
	}
	body := compose(text, asked.suffix, asked.unicode)
	if err := asked.checkSize(body.size); err != nil {
		return nil, err
	}
	parcels := make([]parcel, 0, 1) // nearly all sends have one: it needs no allocation
	for _, number := range to.reachable {
		parcels = append(parcels, parcel{to: number, body: body, cost: asked.price(body.size)})
	}
	receipt, err := p.dispatch(c, asked, parcels)
	if err != nil {
		return nil, err
	}
	return sent{
		ok: success(), MessageID: receipt.id, Parts: receipt.parts, Cost: amount(receipt.cost), Currency: currency,
		ScheduledFor: p.shownTime(asked.at),
	}, nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
