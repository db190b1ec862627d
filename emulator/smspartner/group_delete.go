package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// groupDelete is DELETE or POST /v1/group/delete: the heading of the page and its
// sample differ. The French page spells the path groupe/delete.
func (p *provider) groupDelete(c *web.Call) (any, error) {
	g, err := askedGroup(c)
	if err != nil {
		return nil, err
	}
	dataOf(c.Account).Book.deleteGroup(g)
	return success(), nil
}
