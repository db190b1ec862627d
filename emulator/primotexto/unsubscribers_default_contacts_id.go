package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// deleteUnsubscriber is DELETE /v2/unsubscribers/default/contacts/{id}.
func (p *provider) deleteUnsubscriber(c *web.Call) (any, error) {
	return p.deleteListed(c, unsubscribers(c.Account))
}
