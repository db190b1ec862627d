package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// contactAdd is POST /v1/contact/add: one contact, or, if there is a
// contactsList, up to 500. A number on the stop list can be a contact: the page
// has no code for it, and contacts show it (assumed).
func (p *provider) contactAdd(c *web.Call) (any, error) {
	g, err := askedGroup(c)
	if err != nil {
		return nil, err
	}
	if list := c.Get("contactsList"); list != nil {
		return p.contactBatch(c, g, list)
	}
	said, refused := p.readCard(c.Get("contact"), contact{})
	if refused != nil {
		return nil, refused
	}
	book := &dataOf(c.Account).Book
	if book.at(place{g.ID, said.Phone}) != nil {
		return nil, errInGroup
	}
	added := book.add(c.Account, g, said.contact)
	return contactAnswer{ok: success(), Contact: said.echo.with("contactId", idText(added.ID))}, nil
}
