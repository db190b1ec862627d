package primotexto

import (
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// maxContacts is how many contacts an account may have, so that its lists stay
// within bounds (assumed).
const maxContacts = 1_000_000

// addContact is POST /v2/lists/{id}/contacts, in an older copy of the page POST
// /v2/lists/{id}.
func (p *provider) addContact(c *web.Call) (any, error) {
	l, err := listOf(c)
	if err != nil {
		return nil, err
	}
	number, err := p.readNumber(c.Text("identifier"))
	if err != nil {
		return nil, err
	}
	one := &contact{Number: number.E164}
	if err := l.readAttributes(c.Get("attributes"), one); err != nil {
		return nil, err
	}
	d := dataOf(c.Account)
	switch {
	case l.has(number.E164):
		return nil, errNumberExists
	case d.Lists.contacts() >= maxContacts:
		return nil, errPostLimit
	}
	one.ID = d.newID(c.Account)
	l.add(one)
	return idAnswer{one.ID}, nil
}

// readAttributes reads an object of values by field id. An empty list is how PHP
// writes an empty object. That an id of no field is refused, and with what, is
// assumed.
func (l *list) readAttributes(given *web.Value, one *contact) error {
	if given == nil {
		return nil
	}
	object, isObject := given.Object()
	if !isObject {
		if items, isList := given.List(); isList && len(items) == 0 {
			return nil
		}
		return errUnknown
	}
	for _, id := range object.Names() {
		value := object.Get(id)
		if value == nil {
			continue
		}
		place := l.place(readID(id))
		if place < 0 || !value.IsText() {
			return errUnknown
		}
		if err := l.Fields[place].check(value.Text(), formOf(value.Text())); err != nil {
			return err
		}
		one.put(place, value.Text())
	}
	return nil
}

// contactAnswer has exactly these members: the official Java SDK refuses others.
type contactAnswer struct {
	ID         objectID   `json:"id"`
	Identifier string     `json:"identifier"`
	Attributes attributes `json:"attributes"`
}

// getContacts is GET /v2/lists/{id}/contacts: all of them, oldest first.
func (p *provider) getContacts(c *web.Call) (any, error) {
	l, err := listOf(c)
	if err != nil {
		return nil, err
	}
	answer := make([]contactAnswer, 0, len(l.Contacts))
	for _, one := range l.Contacts {
		answer = append(answer, contactAnswer{ID: one.ID, Identifier: one.Number, Attributes: l.attributes(one)})
	}
	return answer, nil
}

// deleteContactNumber is DELETE /v2/lists/{id}/contacts?identifier=. A number that
// is not in the list is as good as deleted (assumed).
func (p *provider) deleteContactNumber(c *web.Call) (any, error) {
	l, err := listOf(c)
	if err != nil {
		return nil, err
	}
	number, err := p.readListed(c.Text("identifier"))
	if err != nil {
		return nil, err
	}
	if one := l.numbers()[number]; one != nil {
		l.delete(one.ID)
	}
	return web.NoContent{}, nil
}

// readListed reads the number of an entry that is to go, whatever its kind.
func (p *provider) readListed(spelling string) (e164 string, err error) {
	if spelling == "" {
		return "", errNoNumber
	}
	number := p.numbers.Parse(spelling)
	if number.Kind == sms.Invalid {
		return "", errNumberSyntax
	}
	return number.E164, nil
}
