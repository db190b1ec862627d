package smspartner

import (
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// sent is the answer to a send. The number of parts and the cost are those of
// all recipients together (assumed).
type sent struct {
	ok
	MessageID    int64           `json:"message_id"`
	Parts        int             `json:"nb_sms"`
	Cost         sandbox.Decimal `json:"cost"`
	Currency     string          `json:"currency"`
	ScheduledFor string          `json:"scheduledDeliveryDate,omitempty"` // "2018-08-18 20:00:00", Paris time
}

// send is POST /v1/send: one text to up to 500 numbers, now or later.
func (p *provider) send(c *web.Call) (any, error) {
	numbers := c.Get("phoneNumbers")
	to := p.readRecipients(numbers, c.Account.Stops)
	if to.named == 0 {
		return nil, errNoNumbers
	}
	sender := readSender(c, settingsOf(c.Account))
	return p.order(c, order{
		field:   "phoneNumbers",
		to:      to,
		from:    sender.name,
		lowCost: c.Text("gamme") == "2",
		form:    sender.violations,
		err:     sender.err,
	})
}

// order is a send whose recipients and origin have been read.
type order struct {
	field   string // the recipients' field
	to      recipients
	from    string
	lowCost bool
	form    []violation // what the form says of the origin
	err     error       // what else is wrong with the origin
}

// order reads the rest of a send, checks all of it and carries it out, or
// nothing of it.
func (p *provider) order(c *web.Call, o order) (any, error) {
	text := c.Text("message")
	tag := c.Text("tag")
	when := p.readSchedule(c)
	form := violations(text, tag, o, when)
	if len(form) > 0 {
		return nil, &formError{Code: errForm.Code, Violations: form}
	}
	if err := firstError(o.err, when.err, o.to.refusal()); err != nil {
		return nil, err
	}
	set := settingsOf(c.Account)
	body := compose(text, stopMention(c, set, o), c.Flag("isUnicode") && set.Unicode)
	if err := checkSize(body.size, o.lowCost, set); err != nil {
		return nil, err
	}
	return p.dispatch(c, o, batch{body: body, tag: tag, at: when.at, sandbox: c.Flag("sandbox")})
}

// violations are those of the form in the order of the published sample.
func violations(text, tag string, o order, when schedule) []violation {
	var all []violation
	if text == "" {
		all = append(all, violation{child("message"), "Le message est requis"})
	}
	all = append(all, o.to.violations(o.field)...)
	all = append(all, o.form...)
	all = append(all, when.violations...)
	if utf8.RuneCountInString(tag) > 20 {
		// The limit is documented, the text is ours, after that of the sender.
		all = append(all, violation{child("tag"), "Le tag ne peut pas etre plus long que 20 caracteres"})
	}
	return all
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// stopMention is what isStopSms adds to the text; the wording is assumed. Low
// cost messages carry the customer's own mention instead.
func stopMention(c *web.Call, set *settings, o order) string {
	if !c.Flag("isStopSms") || o.lowCost {
		return ""
	}
	return " STOP au " + set.ShortCode
}

func checkSize(size sms.Size, lowCost bool, set *settings) error {
	switch {
	case lowCost && !set.LowCost:
		return errLowCost
	case lowCost && size.Parts > 1:
		return errLowCostLong
	case size.Parts > maxParts:
		return errTooLong
	}
	return nil
}

// batch is a text to be sent to each recipient of an order.
type batch struct {
	body    composed
	tag     string
	at      time.Time // zero: at once
	sandbox bool
}

// dispatch takes the money and accepts the messages. A sandbox send costs
// nothing and looks at no balance, but says what it would have cost.
func (p *provider) dispatch(c *web.Call, o order, b batch) (any, error) {
	price := priceSMS
	if o.lowCost {
		price = priceLowCost
	}
	each := price * sandbox.Decimal(b.body.size.Parts)
	total := each * sandbox.Decimal(len(o.to.reachable))
	set := settingsOf(c.Account)
	if !b.sandbox {
		if sandbox.Decimal(set.Balance) < total {
			return nil, errNoCredit
		}
		if set.QueueFailure {
			return nil, errQueue
		}
		set.Balance -= sandbox.Money(total)
	}
	id := c.Account.NewSend()
	for i, number := range o.to.reachable {
		p.accept(c.Account, &sandbox.Message{
			Send: id, Nth: i + 1, To: number, From: o.from, Text: b.body.text, Size: b.body.size,
			Cost: each, Currency: currency, Tag: b.tag, Sandbox: b.sandbox, ScheduledFor: b.at,
		})
	}
	answer := sent{ok: success(), MessageID: id, Parts: b.body.size.Parts * len(o.to.reachable), Cost: total, Currency: currency}
	if !b.at.IsZero() {
		answer.ScheduledFor = b.at.In(p.paris).Format(time.DateTime)
	}
	return answer, nil
}

// accept gives a message its fate and hands it to the account.
func (p *provider) accept(account *sandbox.Account, m *sandbox.Message) {
	m.Base = account.Now()
	if !m.ScheduledFor.IsZero() {
		m.Base = m.ScheduledFor
		m.State = scheduled
	}
	m.Steps = p.fates[sms.FateOf(m.To.E164)]
	account.Accept(m)
}

// sender is the name that a message shows, the account's short code by default.
type sender struct {
	name       string
	violations []violation
	err        error
}

// readSender reads a name of 3 to 11 letters, digits and spaces.
func readSender(c *web.Call, set *settings) sender {
	name := c.Text("sender")
	switch {
	case name == "":
		return sender{name: set.ShortCode}
	case utf8.RuneCountInString(name) > 11:
		return sender{violations: []violation{{child("sender"), "L'emetteur ne peut pas etre plus long que 11 caracteres"}}}
	case utf8.RuneCountInString(name) < 3 || !plain(name):
		return sender{err: errSender}
	case set.Senders != nil && !slices.Contains(set.Senders, name):
		return sender{err: errUnauthorised}
	}
	return sender{name: name}
}

// plain tells whether a name has no special characters.
func plain(name string) bool {
	for _, r := range name {
		if r != ' ' && (r >= utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r)) {
			return false
		}
	}
	return true
}
