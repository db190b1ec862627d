package primotexto

import (
	"cmp"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// spentAnswer is what a campaign or a test of it cost: 26146.0.
type spentAnswer struct {
	CreditsUsed sandbox.Decimal `json:"creditsUsed"`
}

// marketingCampaignsIDSend is POST /v2/marketing/campaigns/{id}/send: a message to each
// contact of the campaign's list, now or at its date; the credits are taken now. Clients send no body, or one that is no JSON: it is
// not read. A campaign that was sent is not sent again; that this is an unknown
// error is assumed, the table has none for it.
func (p *provider) marketingCampaignsIDSend(c *web.Call) (any, error) {
	one, err := campaignOf(c)
	if err != nil {
		return nil, err
	}
	if one.Launched {
		return nil, errUnknown
	}
	list := dataOf(c.Account).Lists.find(one.List)
	if list == nil {
		return nil, errListNotFound
	}
	recipients, leftOut, err := p.recipients(c.Account, one, list)
	if err != nil {
		return nil, err
	}
	text := one.text(c.Account)
	size := sms.Measure(text)
	price := credits(size.Parts) * credits(len(recipients))
	if err := settingsOf(c.Account).pay(c.Account, int64(len(recipients)), price); err != nil {
		return nil, err
	}
	if !one.KeepList {
		for _, id := range leftOut {
			list.delete(id)
		}
	}
	one.Credits = price
	p.launch(c.Account, one, text, size, recipients)
	return spentAnswer{sandbox.Whole(int64(price))}, nil
}

// recipients are the numbers of a list that a campaign goes to, and the contacts
// that it leaves out: those on a blacklist that the campaign is to be cleaned of. One
// on another, or in a country that the account may not send to, refuses the
// whole. (assumed)
func (p *provider) recipients(account *sandbox.Account, one *campaign, list *list) ([]sms.Number, []objectID, error) {
	bounces := p.bouncesEverywhere(settingsOf(account))
	recipients := make([]sms.Number, 0, len(list.Contacts))
	var leftOut []objectID
	for _, contact := range list.Contacts {
		number := p.numbers.Parse(contact.Number)
		switch err := p.refusal(account, bounces, number); err {
		case nil:
			recipients = append(recipients, number)
		case errUnsubscribed, errUserBounce, errGlobalBounce:
			if err == errUnsubscribed && !one.CleanUnsubscribers || err != errUnsubscribed && !one.CleanBounces {
				return nil, nil, err
			}
			leftOut = append(leftOut, contact.ID)
		default:
			return nil, nil, err
		}
	}
	if len(recipients) == 0 {
		return nil, nil, errSendList
	}
	return recipients, leftOut, nil
}

// launch hands a message for each recipient over, each with an id of its own. A date
// that has passed since the campaign was made means now.
func (p *provider) launch(account *sandbox.Account, one *campaign, text string, size sms.Size, recipients []sms.Number) {
	one.Launched = true
	one.First, one.Count = account.Messages.Accepted(), int64(len(recipients))
	var date time.Time
	if one.Date.After(account.Now()) {
		date = one.Date
	}
	for _, to := range recipients {
		m := one.message(account, to, text, size)
		m.Tag, m.Campaign = cmp.Or(one.Category, one.ID.String()), one.ID.number()
		m.ScheduledFor = date
		account.Accept(m, p.fates.of(m), scheduled)
	}
}

// message is the campaign's text to one number.
func (one *campaign) message(account *sandbox.Account, to sms.Number, text string, size sms.Size) *sandbox.Message {
	return &sandbox.Message{
		Send: account.NewSend(), Nth: 1, To: to, From: cmp.Or(one.Sender, settingsOf(account).ShortCode), Text: text, Size: size,
		Cost: sandbox.Whole(int64(size.Parts)), Currency: "credits",
	}
}
