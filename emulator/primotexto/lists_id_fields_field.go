package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// deleteField is DELETE /v2/lists/{id}/fields/{field}: contacts lose what they
// have in it. A field that is not there is as good as deleted (assumed).
func (p *provider) deleteField(c *web.Call) (any, error) {
	l, err := listOf(c)
	if err != nil {
		return nil, err
	}
	l.dropField(readID(c.Vars["field"]))
	return web.NoContent{}, nil
}
