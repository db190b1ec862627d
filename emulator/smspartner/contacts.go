package smspartner

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// maxName is how many characters a first or last name may have.
const maxName = 32

// contactAnswer is the answer to contact/add and contact/update: the contact as
// the request has it.
type contactAnswer struct {
	ok
	Contact echo `json:"contact"`
}

// echo is an object whose members are those of the request, in its order.
type echo []member

type member struct {
	name  string
	value []byte // JSON
}

// MarshalJSON writes the members in their order.
func (e echo) MarshalJSON() ([]byte, error) {
	out := []byte("{")
	for i, m := range e {
		if i > 0 {
			out = append(out, ',')
		}
		out = slices.Concat(out, web.JSON(m.name), []byte(":"), m.value)
	}
	return append(out, '}'), nil
}

func (e echo) with(name, text string) echo { return append(e, member{name, web.JSON(text)}) }

// card is a contact as a request describes it.
type card struct {
	contact
	echo echo
}

// field is the place of a field that requests name; nil if there is no such
// field. Two of them have other names in answers: phone and shortUrl.
func (c *contact) field(name string) *string {
	switch name {
	case "phoneNumber":
		return &c.Phone
	case "firstname":
		return &c.Firstname
	case "lastname":
		return &c.Lastname
	case "date":
		return &c.Date
	case "shortUrlPartnr":
		return &c.ShortURL
	case "url":
		return &c.URL
	case "custom1", "custom2", "custom3", "custom4":
		return &c.Custom[name[len(name)-1]-'1']
	}
	return nil
}

// readCard reads the fields that an entry names over what is known of a contact.
// Null, a list or an object is no value of a field, as good as absent. Of a
// card that is refused, the phone is E.164 if it could be read.
func (p *provider) readCard(entry *web.Value, known contact) (card, *web.Error) {
	read := card{contact: known}
	fields, _ := entry.Object()
	for _, name := range entry.Names() {
		field := read.field(name)
		if field == nil {
			continue // the journal shows it
		}
		value := fields.Get(name)
		echoed := []byte(value.Echo())
		if string(echoed) == "null" {
			continue
		}
		*field = value.Text()
		if name == "date" {
			// The newest page answers year first where the request had day first.
			*field = isoDate(*field)
			echoed = web.JSON(*field)
		}
		read.echo = append(read.echo, member{name, echoed})
	}
	if len(read.echo) == 0 || read.Phone == "" {
		return read, errNoInfo
	}
	return read, p.check(&read.contact)
}

// check says what is wrong with a contact, and writes its number as E.164.
func (p *provider) check(c *contact) *web.Error {
	number := p.numbers.Parse(c.Phone)
	if number.Kind != sms.Mobile && number.Kind != sms.Fixed {
		return errBadStop // by analogy with the stop list (assumed)
	}
	c.Phone = number.E164
	switch {
	case utf8.RuneCountInString(c.Firstname) > maxName || utf8.RuneCountInString(c.Lastname) > maxName:
		return errLongName
	case c.URL != "" && !strings.HasPrefix(c.URL, "http://") && !strings.HasPrefix(c.URL, "https://"):
		return errContactURL
	case c.Date != "" && !isDate(c.Date):
		return errDate
	}
	return nil
}

// isoDate turns a day-month-year, as the page of contact/update has it, round.
// It leaves everything else as it is.
func isoDate(text string) string {
	day, err := time.Parse("02-01-2006", text)
	if err != nil {
		return text
	}
	return day.Format(time.DateOnly)
}

func isDate(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// askedGroup is the group that a request names.
func askedGroup(c *web.Call) (*group, error) {
	id := c.Get("groupId")
	if id.Text() == "" {
		return nil, errNoGroupID
	}
	number, isID := id.ID()
	g := dataOf(c.Account).Book.group(number)
	if !isID || g == nil {
		return nil, errNoGroup
	}
	return g, nil
}

// askedContact is the contact that a request names.
func askedContact(c *web.Call) (*contact, error) {
	id := c.Get("contactId")
	if id.Text() == "" {
		return nil, errNoContactID
	}
	number, isID := id.ID()
	found := dataOf(c.Account).Book.contact(number)
	if !isID || found == nil {
		return nil, errNoContact
	}
	return found, nil
}
