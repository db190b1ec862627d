package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// contactUpdate is POST /v1/contact/update: the fields that are named get new
// values. A date may have its day first, as the page's own sample.
func (p *provider) contactUpdate(c *web.Call) (any, error) {
	known, err := askedContact(c)
	if err != nil {
		return nil, err
	}
	said, refused := p.readCard(c.Get("contact"), *known)
	if refused != nil {
		return nil, refused
	}
	book := &dataOf(c.Account).Book
	if other := book.at(said.place()); other != nil && other != known {
		return nil, errInGroup
	}
	book.change(known, said.contact)
	return contactAnswer{ok: success(), Contact: said.echo.with("contactId", idText(known.ID))}, nil
}
