package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// addUnsubscriber is POST /v2/unsubscribers/default/contacts: the numbers that
// answered STOP.
func (p *provider) addUnsubscriber(c *web.Call) (any, error) {
	return p.addListed(c, unsubscribers(c.Account))
}

// getUnsubscribers is GET /v2/unsubscribers/default/contacts.
func (p *provider) getUnsubscribers(c *web.Call) (any, error) {
	return p.getListed(c, unsubscribers(c.Account))
}

// deleteUnsubscriberNumber is DELETE /v2/unsubscribers/default/contacts?identifier=.
func (p *provider) deleteUnsubscriberNumber(c *web.Call) (any, error) {
	return p.deleteListedNumber(c, unsubscribers(c.Account))
}
