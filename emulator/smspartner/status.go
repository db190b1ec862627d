package smspartner

import (
	"strconv"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// statusDate is the time that the status endpoints print: Unix seconds as text,
// of the last report, or of the sending before there is one.
func statusDate(m *sandbox.Message) string {
	if m.State == scheduled {
		return unix(m.ScheduledFor)
	}
	return unix(m.Since())
}

func unix(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) }

// bulkItem is one recipient in bulk-status and bulk-status-by-tag. Its stopSMS
// is a boolean with a capital SMS; multi-status and message-status differ.
type bulkItem struct {
	PhoneNumber string `json:"phoneNumber"`
	Status      string `json:"status"`
	StopSMS     bool   `json:"stopSMS"`
	Date        string `json:"date"`
}

func bulkItems(account *sandbox.Account, messages []*sandbox.Message) []bulkItem {
	items := make([]bulkItem, len(messages))
	for i, m := range messages {
		items[i] = bulkItem{
			PhoneNumber: m.To.E164,
			Status:      shown(m),
			StopSMS:     account.Stops.Has(m.To.E164),
			Date:        statusDate(m),
		}
	}
	return items
}
