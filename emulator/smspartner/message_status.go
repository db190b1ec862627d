package smspartner

import (
	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// messageStatusAnswer has its state under a French name, its message id as text
// and its stopSms as a boolean. (recorded)
type messageStatusAnswer struct {
	ok
	Number      string `json:"number"`
	MessageID   string `json:"messageId"`
	StopSMS     bool   `json:"stopSms"`
	Date        string `json:"date"`
	Statut      string `json:"statut"`
	Cost        amount `json:"cost"`
	CountryCode string `json:"countryCode"` // ISO 3166
	Currency    string `json:"currency"`
}

// messageStatus is GET /v1/message-status: one message by id and number.
func (p *provider) messageStatus(c *web.Call) (any, error) {
	id := c.Get("messageId")
	spelling := c.Text("phoneNumber")
	switch {
	case spelling == "":
		return nil, errNoNumber
	case id.Text() == "":
		return nil, errNoMessageID
	}
	number := p.numbers.Parse(spelling)
	if number.Kind != sms.Mobile {
		return nil, errNotMobile
	}
	m := findMessage(c.Account, id, number.E164)
	if m == nil {
		return nil, errNoMessage
	}
	return messageStatusAnswer{
		ok:          success(),
		Number:      m.To.E164,
		MessageID:   id.Text(),
		StopSMS:     c.Account.Stops.Has(m.To.E164),
		Date:        statusDate(m),
		Statut:      shown(m),
		Cost:        amount(m.Cost),
		CountryCode: m.To.Region,
		Currency:    m.Currency,
	}, nil
}

// findMessage looks a message up by the id and the number that a request gives;
// nil if the account has none such.
func findMessage(account *sandbox.Account, id *web.Value, e164 string) *sandbox.Message {
	send, isID := id.ID()
	if !isID {
		return nil
	}
	return account.Messages.To(send, e164)
}
