package smspartner

import (
	"slices"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// rcsSent is the answer to an RCS send. Those who get the failover's SMS instead
// are in the cost, but not among the RCS messages (assumed).
type rcsSent struct {
	ok
	MessageID    int64  `json:"message_id"`
	RCS          int    `json:"nb_rcs"`
	Cost         amount `json:"cost"`
	Currency     string `json:"currency"`
	ScheduledFor string `json:"scheduledDeliveryDate,omitempty"`
}

// failover is the SMS to those whose handset takes no RCS.
type failover struct {
	given      bool
	from       string
	body       composed
	violations []violation
	err        error // a rule that has a code of its own
}

// rcsSend is POST /v1/rcs/send: a text, a file or a card to up to 500 numbers.
// The page has no errors; those of send are given, with the form's texts made up
// where send has none (assumed).
func (p *provider) rcsSend(c *web.Call) (any, error) {
	to := p.readRecipients(c.Get("phoneNumbers"), c.Account.Stops)
	switch {
	case to.named == 0:
		return nil, errNoNumbers
	case to.named > maxNumbers:
		return nil, errTooMany
	}
	asked := p.readTerms(c, origin{name: settingsOf(c.Account).ShortCode}, false)
	rich := readContent(c.Get("richContent"))
	instead := readFailover(c)
	form := append(to.violations("phoneNumbers"), rich.violations...)
	if !c.Flag("isUnicode") {
		form = append(form, violation{child("isUnicode"), "isUnicode est requis et vaut 1"})
	}
	if form = slices.Concat(form, asked.violations, instead.violations); len(form) > 0 {
		return nil, p.sendForm(form)
	}
	if err := firstError(asked.err, to.refusal(), instead.err); err != nil {
		return nil, err
	}
	parcels, count := p.rcsParcels(to.reachable, &rich, &instead)
	total, err := p.dispatch(c, asked, parcels)
	if err != nil {
		return nil, err
	}
	return rcsSent{
		ok: success(), MessageID: total.id, RCS: count, Cost: amount(total.cost), Currency: currency,
		ScheduledFor: p.shownTime(asked.at),
	}, nil
}

// readFailover reads the SMS that is sent instead, which is checked as one, also
// if nobody needs it.
func readFailover(c *web.Call) failover {
	value := c.Get("failover")
	if value == nil {
		return failover{}
	}
	set := settingsOf(c.Account)
	fields, isObject := value.Object()
	if !isObject {
		return failover{violations: []violation{{child("failover"), notValid}}}
	}
	text := fields.Text("message")
	from := set.judgeSender(fields.Text("sender"), "failover", "sender")
	instead := failover{given: true, from: from.name, violations: from.violations, err: from.err}
	if text == "" {
		instead.violations = append([]violation{{child("failover", "message"), errNoText.Text}}, instead.violations...)
	}
	suffix := ""
	if fields.Flag("isStopSms") {
		suffix = set.stopMention()
	}
	instead.body = compose(text, suffix, fields.Flag("isUnicode") && set.Unicode)
	if instead.err == nil && instead.body.size.Parts > maxParts {
		instead.err = errTooLong
	}
	return instead
}

// rcsParcels are the messages, and how many of them are RCS. Who takes RCS is
// known when the message is accepted: all but the fiction number that does not
// (assumed).
func (p *provider) rcsParcels(to []sms.Number, rich *content, instead *failover) (parcels []parcel, count int) {
	body := composed{text: rich.text, size: sms.MeasureUCS2(rich.text)}
	body.size.Parts = 1
	for _, number := range to {
		fate := sms.FateOf(number.E164)
		if fate == sms.NoRCS && instead.given {
			parcels = append(parcels, parcel{
				to: number, from: instead.from, body: instead.body,
				cost: priceSMS * sandbox.Decimal(instead.body.size.Parts),
			})
			continue
		}
		parcels = append(parcels, parcel{to: number, body: body, cost: priceRCS, fate: p.rcsFate(fate, rich)})
		count++
	}
	return parcels, count
}

// rcsFate is what becomes of an RCS message. A handset that answers yes chooses
// the first suggestion, whose data comes back as the reply.
func (p *provider) rcsFate(fate sms.Fate, rich *content) []sandbox.Step {
	switch {
	case fate == sms.NoRCS:
		return p.fates[sms.NotDelivered]
	case fate != sms.AnswersYes || rich.firstReply == "":
		return p.fates[fate]
	}
	steps := slices.Clone(p.fates[fate])
	for i := range steps {
		if steps[i].Do == sandbox.Respond {
			steps[i].Text = rich.firstReply
		}
	}
	return steps
}
