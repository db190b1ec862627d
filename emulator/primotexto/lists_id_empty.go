package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// emptyList is POST /v2/lists/{id}/empty: the contacts go, the fields stay.
func (p *provider) emptyList(c *web.Call) (any, error) {
	l, err := listOf(c)
	if err != nil {
		return nil, err
	}
	l.empty()
	return web.NoContent{}, nil
}
