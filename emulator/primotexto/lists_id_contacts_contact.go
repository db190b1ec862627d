package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// deleteContact is DELETE /v2/lists/{id}/contacts/{contact}. One client sends the
// number in the query as well: the id decides. A contact that is not there is as
// good as deleted (assumed).
func (p *provider) deleteContact(c *web.Call) (any, error) {
	l, err := listOf(c)
	if err != nil {
		return nil, err
	}
	l.delete(readID(c.Vars["contact"]))
	return web.NoContent{}, nil
}
