package smspartner

import (
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// bulkSent is the answer to a batch. It has three spellings for the number of
// parts, with that of sent.
type bulkSent struct {
	ok
	MessageID int64  `json:"message_id"`
	Currency  string `json:"currency"`
	Cost      amount `json:"cost"`
	Parts     int    `json:"nbSMS"`
	List      []any  `json:"SMSResponse_List"`
	// The samples of scheduled batches have no date; one that was paused says
	// until when (assumed).
	PausedUntil string `json:"scheduledDeliveryDate,omitempty"`
}

// bulkSentItem is a message of the batch that was accepted.
type bulkSentItem struct {
	ok
	Parts       int    `json:"nbSms"`
	Cost        amount `json:"cost"`
	PhoneNumber string `json:"phoneNumber"` // E.164
}

// bulkMiss is one that was not; the others are sent all the same. No sample
// shows one: the shape is that of multi-status (assumed).
type bulkMiss struct {
	Success     bool   `json:"success"`
	Code        int    `json:"code"`
	Message     string `json:"message"`
	PhoneNumber string `json:"phoneNumber"`
}

// bulkSend is POST /v1/bulk-send: up to 500 texts, each to its own number, as one
// send with one id and one cost.
func (p *provider) bulkSend(c *web.Call) (any, error) {
	return p.batch(c, c.Get("SMSList"), batchForm)
}

// batch carries out a batch. The two paths that take one differ in the shape of
// code 9, which form makes.
func (p *provider) batch(c *web.Call, list *web.Value, form func([]violation) error) (any, error) {
	entries, _ := list.List()
	switch {
	case len(entries) == 0:
		return nil, errNoNumbers
	case len(entries) > maxNumbers:
		return nil, errTooMany
	}
	asked := p.readTerms(c, readSender(c), lowCost(c))
	items := make([]batchItem, len(entries))
	for i := range items {
		items[i] = p.readItem(c.Account, &asked, entries[i])
	}
	parcels, complaints := sortItems(items)
	if len(parcels) == 0 || len(asked.violations) > 0 {
		if all := append(complaints, asked.violations...); len(all) > 0 {
			return nil, form(all)
		}
	}
	switch {
	case asked.err != nil:
		return nil, asked.err
	case len(parcels) == 0:
		return nil, nobodyIn(items)
	}
	total, err := p.dispatch(c, asked, parcels)
	if err != nil {
		return nil, err
	}
	answer := bulkSent{
		ok: success(), MessageID: total.id, Currency: currency, Cost: amount(total.cost), Parts: total.parts,
		List: answers(items),
	}
	if asked.paused {
		answer.PausedUntil = p.shownTime(asked.at)
	}
	return answer, nil
}

// batchItem is one entry of SMSList: a message that can be sent, or why not.
type batchItem struct {
	parcel
	spelling   string      // the number as it was written
	complaints []violation // what the form says of it
	refused    *web.Error  // nil: it can be sent
}

func (p *provider) readItem(account *sandbox.Account, asked *terms, entry *web.Value) batchItem {
	fields, isObject := entry.Object()
	if !isObject {
		fields = new(web.Fields)
	}
	text := fields.Text("message")
	item := batchItem{spelling: strings.TrimSpace(fields.Text("phoneNumber"))}
	item.to = p.numbers.Parse(item.spelling)
	item.body = compose(text, asked.suffix, asked.unicode)
	item.cost = asked.price(item.body.size)
	if text == "" {
		item.complaints = append(item.complaints, noMessage())
		item.refused = errNoText
	}
	if item.to.Kind == sms.Invalid {
		bad := unreadable("phoneNumber", item.spelling)
		item.complaints = append(item.complaints, bad)
		item.refused = &web.Error{Code: errForm.Code, Text: bad.Message}
	}
	if item.refused == nil {
		item.refused = refuseParcel(account, asked, item)
	}
	return item
}

// refuseParcel says why a well-formed entry cannot be sent; nil if it can.
func refuseParcel(account *sandbox.Account, asked *terms, item batchItem) *web.Error {
	switch {
	case item.to.Kind != sms.Mobile:
		return notMobile(item.spelling)
	case account.Stops.Has(item.to.E164):
		return errStopped
	}
	return asked.checkSize(item.body.size)
}

func sortItems(items []batchItem) (parcels []parcel, complaints []violation) {
	for _, item := range items {
		complaints = append(complaints, item.complaints...)
		if item.refused == nil {
			parcels = append(parcels, item.parcel)
		}
	}
	return parcels, complaints
}

func answers(items []batchItem) []any {
	list := make([]any, len(items))
	for i, item := range items {
		number := item.to.E164
		if number == "" {
			number = item.spelling
		}
		if item.refused != nil {
			list[i] = bulkMiss{Code: item.refused.Code, Message: item.refused.Text, PhoneNumber: number}
			continue
		}
		list[i] = bulkSentItem{ok: success(), Parts: item.body.size.Parts, Cost: amount(item.cost), PhoneNumber: number}
	}
	return list
}

// nobodyIn is code 55 of a batch of which nothing can be sent.
func nobodyIn(items []batchItem) error {
	var reasons []*web.Error
	var priceless []string
	for _, item := range items {
		reasons = append(reasons, item.refused)
		if item.refused.Code == errNotMobile.Code {
			priceless = append(priceless, item.spelling)
		}
	}
	return nobody(reasons, priceless)
}
