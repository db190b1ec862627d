package smspartner

import (
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

type stopAddAnswer struct {
	ok
	StopID int64 `json:"stopId"`
}

// stopSMSAdd is POST /v1/stop-sms/add: one number joins the list.
func (p *provider) stopSMSAdd(c *web.Call) (any, error) {
	spelling := c.Text("phoneNumber")
	if spelling == "" {
		return nil, errNoNumber
	}
	number := p.numbers.Parse(spelling)
	if number.Kind != sms.Mobile && number.Kind != sms.Fixed {
		return nil, errBadStop
	}
	stop, added := c.Account.Stops.Add(number.E164, c.Account.Now())
	if !added {
		return nil, errStopListed
	}
	return stopAddAnswer{ok: success(), StopID: stop.ID}, nil
}
