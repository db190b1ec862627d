package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// addBounce is POST /v2/bounces/default/contacts: the numbers found to be
// nobody's (NPAI).
func (p *provider) addBounce(c *web.Call) (any, error) { return p.addListed(c, bounces(c.Account)) }

// getBounces is GET /v2/bounces/default/contacts.
func (p *provider) getBounces(c *web.Call) (any, error) { return p.getListed(c, bounces(c.Account)) }

// deleteBounceNumber is DELETE /v2/bounces/default/contacts?identifier=.
func (p *provider) deleteBounceNumber(c *web.Call) (any, error) {
	return p.deleteListedNumber(c, bounces(c.Account))
}
