package primotexto

import (
	"slices"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// getList is GET /v2/lists/{id}. A POST to the same path is the older spelling of
// one to its contacts.
func (p *provider) getList(c *web.Call) (any, error) {
	l, err := listOf(c)
	if err != nil {
		return nil, err
	}
	return l.answer(), nil
}

// deleteList is DELETE /v2/lists/{id}: the list goes with its contacts.
func (p *provider) deleteList(c *web.Call) (any, error) {
	gone, err := listOf(c)
	if err != nil {
		return nil, err
	}
	d := dataOf(c.Account)
	d.Lists = slices.DeleteFunc(d.Lists, func(l *list) bool { return l == gone })
	return web.NoContent{}, nil
}
