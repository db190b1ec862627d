package primotexto

import (
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// maxContacts is how many contacts an account may have, so that its lists stay
// within bounds (assumed).
const maxContacts = 1_000_000

// addContact is POST /v2/lists/{id}/contacts, and in an older copy of the page POST
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

// getContacts is GET /v2/lists/{id}/contacts: all of them, oldest first.
func (p *provider) getContacts(c *web.Call) (any, error) {
	l, err := listOf(c)
	if err != nil {
		return nil, err
	}
	return l.contactsJSON(), nil
}

// contactsJSON writes all contacts. A list may have a hundred thousand, with a
// hundred attributes each, and its account waits: encoding structs would take ten
// times as long. A contact has exactly these members, for the official Java SDK
// refuses others; attributes are an object by field id, in the order of the fields.
func (l *list) contactsJSON() json.RawMessage {
	text := make([]byte, 0, l.size())
	text = append(text, '[')
	for i, one := range l.Contacts {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(text, `{"id":"`...)
		text = hex.AppendEncode(text, one.ID[:])
		text = append(text, `","identifier":"`...)
		text = append(text, one.Number...)
		text = append(text, `","attributes":{`...)
		text = append(l.appendAttributes(text, one), `}}`...)
	}
	return append(text, ']')
}

func (l *list) appendAttributes(text []byte, one *contact) []byte {
	first := true
	for place, value := range one.Values {
		if value == "" {
			continue
		}
		if !first {
			text = append(text, ',')
		}
		first = false
		text = append(text, '"')
		text = hex.AppendEncode(text, l.Fields[place].ID[:])
		text = append(text, `":`...)
		if plain(value) {
			text = append(append(append(text, '"'), value...), '"')
		} else {
			text = append(text, web.JSON(value)...)
		}
	}
	return text
}

// plain tells what stands in JSON as it is.
func plain(value string) bool {
	return !strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r > '~' || r == '"' || r == '\\' })
}

// size is about how long the contacts are as JSON.
func (l *list) size() int {
	size := 2
	for _, one := range l.Contacts {
		size += len(`{"id":"533e9f59e4b05d2efeb6f1b4","identifier":"","attributes":{}},`) + len(one.Number)
		for _, value := range one.Values {
			if value != "" {
				size += len(`"533e9f59e4b05d2efeb6f1b4":"",`) + len(value)
			}
		}
	}
	return size
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
