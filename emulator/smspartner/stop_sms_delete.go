package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// stopSMSDelete is GET /v1/stop-sms/delete: the entry with an id leaves the
// list. POST and DELETE do the same (assumed).
func (p *provider) stopSMSDelete(c *web.Call) (any, error) {
	id := c.Get("id")
	if id.Text() == "" {
		return nil, errNoStopID
	}
	number, isID := id.ID()
	if !isID || !c.Account.Stops.Delete(number) {
		return nil, errNoStop
	}
	return success(), nil
}
