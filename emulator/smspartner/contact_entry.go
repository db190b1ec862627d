package smspartner

import (
	"strconv"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// contactEntry is a contact in an answer: ids are texts, and two fields have
// other names than in requests.
type contactEntry struct {
	ContactID string `json:"contactId"`
	Phone     string `json:"phone"`
	Firstname string `json:"firstname"`
	Lastname  string `json:"lastname"`
	URL       string `json:"url"`
	ShortURL  string `json:"shortUrl"`
	Date      string `json:"date"`
	Custom1   string `json:"custom1"`
	Custom2   string `json:"custom2"`
	Custom3   string `json:"custom3"`
	Custom4   string `json:"custom4"`
	CreatedAt string `json:"createdAt"`
	StopSMS   bool   `json:"stopSms"` // on the account's stop list
}

func (p *provider) contactEntry(account *sandbox.Account, c *contact) contactEntry {
	return contactEntry{
		ContactID: idText(c.ID), Phone: c.Phone, Firstname: c.Firstname, Lastname: c.Lastname,
		URL: c.URL, ShortURL: c.ShortURL, Date: c.Date,
		Custom1: c.Custom[0], Custom2: c.Custom[1], Custom3: c.Custom[2], Custom4: c.Custom[3],
		CreatedAt: p.isoTime(c.CreatedAt), StopSMS: account.Stops.Has(c.Phone),
	}
}

func idText(id int64) string { return strconv.FormatInt(id, 10) }

// isoTime is how groups and contacts show a time, unlike the stop list:
// "2020-10-02T16:40:05+02:00".
func (p *provider) isoTime(at time.Time) string {
	return at.In(p.paris).Format("2006-01-02T15:04:05-07:00")
}
