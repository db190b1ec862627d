package smspartner

import (
	"time"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

type stopEntry struct {
	ID          int64  `json:"id"`
	PhoneNumber string `json:"phoneNumber"`
	CreatedAt   string `json:"createdAt"` // "2015-07-20 10:19:45", Paris time
}

type stopListAnswer struct {
	ok
	Count int         `json:"nbData"`
	Data  []stopEntry `json:"data"`
}

// stopSMSList is GET /v1/stop-sms/list: the numbers that want no more messages.
func (p *provider) stopSMSList(c *web.Call) (any, error) {
	stops := c.Account.Stops.All()
	answer := stopListAnswer{ok: success(), Count: len(stops), Data: make([]stopEntry, len(stops))}
	for i, stop := range stops {
		answer.Data[i] = stopEntry{stop.ID, stop.Number, stop.At.In(p.paris).Format(time.DateTime)}
	}
	return answer, nil
}
