package primotexto

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// sendAnswer has its id as text; the same id is a number in messages/status.
type sendAnswer struct {
	CreditsUsed sandbox.Decimal `json:"creditsUsed"` // 1.0
	SnapshotID  int64           `json:"snapshotId,string"`
}

// notificationMessagesSend is POST /v2/notification/messages/send: one text to
// one number, now or at a date.
func (p *provider) notificationMessagesSend(c *web.Call) (any, error) {
	m, err := p.readMessage(c)
	if err != nil {
		return nil, err
	}
	if err := p.charge(c.Account, m.To, m.Size); err != nil {
		return nil, err
	}
	m.Send = c.Account.NewSend()
	c.Account.Accept(m, p.fates.of(m), scheduled)
	return sendAnswer{CreditsUsed: m.Cost, SnapshotID: m.Send}, nil
}

// readMessage reads and checks the body: number, sender, text, date, in this
// order (assumed).
func (p *provider) readMessage(c *web.Call) (*sandbox.Message, error) {
	number, err := p.readNumber(c.Text("number"))
	if err != nil {
		return nil, err
	}
	sender := c.Text("sender")
	if err := checkSender(sender); err != nil {
		return nil, err
	}
	text := c.Text("message")
	size, err := p.checkText(text)
	if err != nil {
		return nil, err
	}
	date, err := readDate(c.Get("date"), c.Account.Now())
	if err != nil {
		return nil, err
	}
	category := c.Text("category")
	if !validCategory(category) {
		return nil, errCategory
	}
	c.Text("campaignName") // the pool that statistics group by; nothing shows its name
	return &sandbox.Message{
		Nth: 1, To: number, From: cmp.Or(sender, settingsOf(c.Account).ShortCode), Text: text, Size: size,
		Cost: sandbox.Whole(int64(size.Parts)), Currency: "credits",
		Tag: category, ScheduledFor: date,
	}, nil
}

// maxCategory is how long a category may be. That code 45 is about its form is
// known, what its form is not (assumed).
const maxCategory = 255

func validCategory(category string) bool {
	return !strings.ContainsFunc(category, unicode.IsControl) && utf8.RuneCountInString(category) <= maxCategory
}

// readNumber takes one number; a list of them is no number.
func (p *provider) readNumber(spelling string) (sms.Number, error) {
	if spelling == "" {
		return sms.Number{}, errNoNumber
	}
	number := p.numbers.Parse(spelling)
	switch number.Kind {
	case sms.Mobile:
		return number, nil
	case sms.Fixed:
		return sms.Number{}, errFixedLine
	}
	return sms.Number{}, errNumberSyntax
}

// tolerance is how far in the past a date may lie and still mean now: clients
// send the time of their own clock. (assumed)
const tolerance = time.Minute

// readDate reads milliseconds since 1970; the zero time is at once.
func readDate(value *web.Value, now time.Time) (time.Time, error) {
	if value == nil {
		return time.Time{}, nil
	}
	ms, isNumber := value.Int()
	if !isNumber {
		return time.Time{}, errDateFormat
	}
	date := time.UnixMilli(ms)
	switch {
	case date.Before(now.Add(-tolerance)) || date.After(sandbox.LastTime()):
		return time.Time{}, errDate
	case !date.After(now):
		return time.Time{}, nil
	}
	return date, nil
}

// charge takes a message's credits, after what else the account may refuse.
func (p *provider) charge(account *sandbox.Account, to sms.Number, size sms.Size) error {
	set := settingsOf(account)
	if err := p.refusal(account, p.bouncesEverywhere(set), to); err != nil {
		return err
	}
	return set.pay(account, 1, credits(size.Parts))
}

// refusal is why an account may not send to a number, nil if it may. Bounces are
// the numbers that the whole platform takes for unassigned.
func (p *provider) refusal(account *sandbox.Account, bounces map[string]bool, to sms.Number) error {
	set := settingsOf(account)
	switch {
	case !set.International && to.Region != "FR":
		return errInternational
	case set.Countries != nil && !slices.Contains(set.Countries, to.Region):
		return errCountry
	case account.Stops.Has(to.E164):
		return errUnsubscribed
	case account.Bounces.Has(to.E164):
		return errUserBounce
	case bounces[to.E164]:
		return errGlobalBounce
	}
	return nil
}

func (p *provider) bouncesEverywhere(set *settings) map[string]bool {
	if set.GlobalBounces == nil {
		return nil
	}
	bounces := map[string]bool{}
	for _, spelling := range set.GlobalBounces {
		bounces[p.numbers.Parse(spelling).E164] = true
	}
	return bounces
}
