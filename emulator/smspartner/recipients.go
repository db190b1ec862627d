package smspartner

import (
	"strconv"
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// maxNumbers is how many numbers one request may name.
const maxNumbers = 500

// recipients are the numbers that a send names, sorted by what becomes of them.
// If one can be sent to, the others are passed over (assumed).
type recipients struct {
	named      int          // as many as the request has; none are read if they are too many
	reachable  []sms.Number // mobiles, each once
	unreadable []string     // no telephone numbers, as they were written
	notMobile  []string     // telephone numbers that take no SMS, as they were written
	stopped    []sms.Number // on the account's stop list
}

// readRecipients takes numbers as a comma-separated text, a JSON array or a
// JSON number.
func (p *provider) readRecipients(value *web.Value, stops *sandbox.Stops) recipients {
	var found recipients
	all := spellings(value)
	found.named = len(all)
	if found.named > maxNumbers {
		return found // not read: it will be refused
	}
	var seen map[string]bool
	if len(all) > 1 {
		seen = make(map[string]bool, len(all))
	}
	for _, spelling := range all {
		number := p.numbers.Parse(spelling)
		switch {
		case number.Kind == sms.Invalid:
			found.unreadable = append(found.unreadable, spelling)
		case number.Kind != sms.Mobile:
			found.notMobile = append(found.notMobile, spelling)
		case seen[number.E164]:
		case stops.Has(number.E164):
			found.stopped = append(found.stopped, number)
		default:
			found.reachable = append(found.reachable, number)
		}
		if seen != nil {
			seen[number.E164] = true
		}
	}
	return found
}

func spellings(value *web.Value) []string {
	items, isList := value.List()
	if !isList {
		return split(value.Text())
	}
	var all []string
	for _, item := range items {
		all = append(all, split(item.Text())...)
	}
	return all
}

// split cuts a list at its commas; empty places do not count.
func split(list string) []string {
	var items []string
	for item := range strings.SplitSeq(list, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

// violations are the form's complaints, one for each number that cannot be read
// when nobody is left to send to.
func (r *recipients) violations(field string) []violation {
	if len(r.reachable) > 0 {
		return nil
	}
	var all []violation
	for _, spelling := range r.unreadable {
		all = append(all, unreadable(field, spelling))
	}
	return all
}

// refusal is code 55 when nobody is left.
func (r *recipients) refusal() error {
	if len(r.reachable) > 0 {
		return nil
	}
	var reasons []*web.Error
	for _, spelling := range r.notMobile {
		reasons = append(reasons, notMobile(spelling))
	}
	for range r.stopped {
		reasons = append(reasons, errStopped)
	}
	return nobody(reasons, r.notMobile)
}

// nobody is code 55 with the reason for each number; priceless are those that no
// message reaches.
func nobody(reasons []*web.Error, priceless []string) error {
	refused := &nobodyError{Code: errNobody.Code, Message: errNobody.Text, Errors: make([]numberError, len(reasons))}
	if len(priceless) > 0 {
		refused.Message = "Aucun prix par default n'a été trouvé pour les numéros suivant (" + strings.Join(priceless, ", ") + ")"
	}
	for i, reason := range reasons {
		refused.Errors[i] = numberError{Code: strconv.Itoa(reason.Code), Message: reason.Text}
	}
	return refused
}

// notMobile says that a number takes no SMS. The grammar is the provider's.
// (recorded)
func notMobile(spelling string) *web.Error {
	return &web.Error{Code: errNotMobile.Code, Text: "Le téléphone (" + spelling + ") n'est pas être un numéro de mobile"}
}

func unreadable(field, spelling string) violation {
	return violation{child(field), "Ce numero de telephone n'est pas valide (" + spelling + ")"}
}

func noMessage() violation { return violation{child("message"), errNoText.Text} }

// child is a form field's name in a violation; of a field within others, their
// names from the outside in.
func child(path ...string) string { return "children[" + strings.Join(path, "].children[") + "].data" }
