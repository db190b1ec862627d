package primotexto

import (
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
)

// The states of a message. A page explains them; their order, sent before
// submitted, is that of its sample's times. Scheduled is the control API's: the
// provider's own shows no state before a message is sent (assumed).
const (
	sent      = "sent"
	submitted = "submitted"
	delivered = "delivered"
	bounced   = "bounced"
	failed    = "error"
	scheduled = "scheduled"
)

// validity is how long the operators try to deliver (assumed).
const validity = 48 * time.Hour

// fates are the steps of a message from its dispatch on, by fate.
type fates map[sms.Fate][]sandbox.Step

func newFates() fates {
	begin := []sandbox.Step{{State: sent}, {After: 500 * time.Millisecond, State: submitted}}
	after := func(delay time.Duration, final string) []sandbox.Step {
		return append(begin[:2:2], sandbox.Step{After: delay, State: final})
	}
	return fates{
		sms.Delivered:     after(2*time.Second, delivered),
		sms.NotDelivered:  after(2*time.Second, failed),
		sms.StaysWaiting:  begin,
		sms.DeliveredLate: after(47*time.Hour, delivered),
		sms.Unallocated:   after(2*time.Second, bounced),
		// Sent all the same, at the same moment: the documented figures have
		// undelivered = sent - delivered = bounces + errors.
		sms.NeverSent: {{State: sent}, {State: failed}},
		sms.Expired:   after(validity, failed),
	}
}
