package smspartner

import (
	"slices"
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// vnSend is POST /v1/vn/send: one text to one number from a long (virtual)
// number. No page prints its errors; those of send are given. It schedules like
// send: the page says "in real time or later" without listing the fields.
func (p *provider) vnSend(c *web.Call) (any, error) {
	to := p.readRecipients(c.Get("to"), c.Account.Stops)
	switch {
	case to.named == 0:
		return nil, errNoNumber
	case to.named > maxNumbers:
		return nil, errTooMany
	case to.named > 1: // it takes one recipient: a list is no number
		to = recipients{named: to.named, unreadable: []string{strings.Join(spellings(c.Get("to")), ",")}}
	}
	from := origin{name: c.Text("from")}
	if from.name == "" {
		from.violations = []violation{{child("from"), "L'emetteur est requis"}}
	}
	set := settingsOf(c.Account)
	if len(from.name) > maxNumber || set.VirtualNumbers != nil && !p.owns(set.VirtualNumbers, from.name) {
		from.err = errNoVirtual
	}
	return p.order(c, c.Text("message"), "to", to, p.readTerms(c, from, false))
}

// maxNumber is how long a number may be written: E.164 has 15 digits.
const maxNumber = 32

// owns tells whether a number, in whatever spelling, is one of the account's.
func (p *provider) owns(numbers []string, number string) bool {
	wanted := p.numbers.Parse(number).E164
	return slices.ContainsFunc(numbers, func(own string) bool {
		return own == number || wanted != "" && p.numbers.Parse(own).E164 == wanted
	})
}
