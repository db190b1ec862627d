package smspartner

import (
	"encoding/json"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

type multiStatusAnswer struct {
	ok
	List []any `json:"StatutResponse_List"`
}

// multiItem is a message that was found. Its flags are texts, its message id has
// the type that the request gave it. (recorded)
type multiItem struct {
	ok
	PhoneNumber string          `json:"phoneNumber"`
	MessageID   json.RawMessage `json:"messageId"`
	Status      string          `json:"status"`
	Date        string          `json:"date"`
	StopSMS     string          `json:"stopSms"` // "0" or "1"
	IsSpam      string          `json:"isSpam"`
}

// multiMiss is a message that was not found; the whole succeeds all the same.
type multiMiss struct {
	ok
	PhoneNumber string          `json:"phoneNumber"`
	MessageID   json.RawMessage `json:"messageId"`
	Status      string          `json:"status"`
}

// multiStatus is POST /v1/multi-status: up to 500 messages, each by id and number.
// One page calls the list SMSStatus_List.
func (p *provider) multiStatus(c *web.Call) (any, error) {
	list := c.Get("SMSStatut_List")
	if list == nil {
		list = c.Get("SMSStatus_List")
	}
	items, isList := list.List()
	switch {
	case list == nil || isList && len(items) == 0:
		return nil, errEmptyList
	case !isList:
		return nil, errFormat
	case len(items) > maxNumbers:
		return nil, errTooMany
	}
	answer := multiStatusAnswer{ok: success(), List: make([]any, len(items))}
	for i, item := range items {
		wanted, isObject := item.Object()
		if !isObject {
			return nil, errFormat
		}
		answer.List[i] = p.multiItem(c, wanted)
	}
	return answer, nil
}

func (p *provider) multiItem(c *web.Call, wanted *web.Fields) any {
	spelling, id := wanted.Text("phoneNumber"), wanted.Get("messageId")
	number := p.numbers.Parse(spelling).E164
	if number == "" {
		number = spelling
	}
	m := findMessage(c.Account, id, number)
	if m == nil {
		return multiMiss{ok: ok{Code: errNoMessage.Code}, PhoneNumber: number, MessageID: id.Echo(), Status: "Numéro introuvable"}
	}
	stop := "0"
	if c.Account.Stops.Has(number) {
		stop = "1"
	}
	return multiItem{
		ok: success(), PhoneNumber: number, MessageID: id.Echo(),
		Status: shown(m), Date: statusDate(m), StopSMS: stop, IsSpam: "0",
	}
}
