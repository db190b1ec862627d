package smspartner

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// terms are what a send or a batch asks for once, for all its messages.
type terms struct {
	from    string
	tag     string
	at      time.Time // zero: at once
	paused  bool      // nobody asked for that time: it is when marketing may be sent again
	unicode bool
	suffix  string // the STOP mention
	lowCost bool
	sandbox bool

	reportURL, replyURL string

	violations []violation // what the form says, in the order of the published sample
	err        error       // a rule that has a code of its own
}

// origin is where a send comes from: a name, or a virtual number.
type origin struct {
	name       string
	violations []violation
	err        error
}

// readTerms reads what sends, batches and sends by virtual number have in
// common.
func (p *provider) readTerms(c *web.Call, from origin, lowCost bool) terms {
	set := settingsOf(c.Account)
	when := p.readSchedule(c)
	asked := terms{
		from:       from.name,
		tag:        c.Text("tag"),
		at:         when.at,
		paused:     when.paused,
		unicode:    c.Flag("isUnicode") && set.Unicode,
		lowCost:    lowCost,
		sandbox:    c.Flag("sandbox"),
		violations: append(from.violations, when.violations...),
		err:        firstError(from.err, when.err),
	}
	// Low cost messages carry the customer's own mention instead.
	if c.Flag("isStopSms") && !asked.lowCost {
		asked.suffix = set.stopMention()
	}
	if asked.lowCost && !set.LowCost {
		asked.err = firstError(asked.err, errLowCost)
	}
	asked.violations = append(asked.violations, checkTag(asked.tag)...)
	asked.readURLs(c)
	return asked
}

// checkTag knows the documented limit; the text is ours, after that of the sender.
func checkTag(tag string) []violation {
	if utf8.RuneCountInString(tag) <= 20 {
		return nil
	}
	return []violation{{child("tag"), "Le tag ne peut pas etre plus long que 20 caracteres"}}
}

// checkSize is about one message of the send; nil is no error.
func (t *terms) checkSize(size sms.Size) *web.Error {
	switch {
	case t.lowCost && size.Parts > 1:
		return errLowCostLong
	case size.Parts > maxParts:
		return errTooLong
	}
	return nil
}

// stopMention ends a commercial text; the wording is assumed.
func (s *settings) stopMention() string { return " STOP au " + s.ShortCode }

// lowCost tells whether a send asks for the cheaper range.
func lowCost(c *web.Call) bool { return c.Text("gamme") == "2" }

func readSender(c *web.Call) origin {
	return settingsOf(c.Account).judgeSender(c.Text("sender"), "sender")
}

// judgeSender takes a name of 3 to 11 letters, digits and spaces; the account's
// short code if there is none. The path is the field's.
func (s *settings) judgeSender(name string, path ...string) origin {
	length := utf8.RuneCountInString(name)
	switch {
	case name == "":
		return origin{name: s.ShortCode}
	case length > 11:
		text := "L'emetteur ne peut pas etre plus long que 11 caracteres"
		return origin{violations: []violation{{child(path...), text}}}
	case length < 3 || strings.TrimSpace(name) == "" || strings.ContainsFunc(name, special):
		return origin{err: errSender}
	case s.Senders != nil && !slices.Contains(s.Senders, name):
		return origin{err: errUnauthorised}
	}
	return origin{name: name}
}

// special are the characters that a sender cannot have.
func special(r rune) bool {
	return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != ' '
}
