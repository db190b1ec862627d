package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// deleteBounce is DELETE /v2/bounces/default/contacts/{id}.
func (p *provider) deleteBounce(c *web.Call) (any, error) {
	return p.deleteListed(c, bounces(c.Account))
}
