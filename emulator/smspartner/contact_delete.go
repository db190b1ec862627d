package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// contactDelete is POST /v1/contact/delete. The table of the newer page is that
// of group/delete, copied; this has that of the older one.
func (p *provider) contactDelete(c *web.Call) (any, error) {
	found, err := askedContact(c)
	if err != nil {
		return nil, err
	}
	dataOf(c.Account).Book.delete(found)
	return success(), nil
}
