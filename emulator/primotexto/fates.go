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

	// These follow delivered: the handset opened a link, answered, or answered STOP.
	opened       = "opened"
	replied      = "reply"
	unsubscribed = "unsubscribed"
)

// validity is how long the operators try to deliver (assumed).
const validity = 48 * time.Hour

// fates are the steps of a message from its dispatch on, by fate.
type fates map[sms.Fate][]sandbox.Step

func newFates() fates {
	begin := []sandbox.Step{{State: sent}, {After: 500 * time.Millisecond, State: submitted}}
	after := func(delay time.Duration, final string, more ...sandbox.Step) []sandbox.Step {
		return append(append(begin[:2:2], sandbox.Step{After: delay, State: final}), more...)
	}
	arrival, answer := 2*time.Second, 12*time.Second
	return fates{
		sms.Delivered:     after(arrival, delivered),
		sms.NotDelivered:  after(arrival, failed),
		sms.StaysWaiting:  begin,
		sms.DeliveredLate: after(47*time.Hour, delivered),
		sms.Unallocated:   after(arrival, bounced),
		sms.AnswersYes:    after(arrival, delivered, sandbox.Step{After: answer, Do: sandbox.Respond, Text: "OUI"}),
		sms.AnswersStop:   after(arrival, delivered, sandbox.Step{After: answer, Do: sandbox.Respond, Text: "STOP"}),
		sms.OpensLink:     after(arrival, delivered, sandbox.Step{After: answer, State: opened}),
		// Sent all the same, at the same moment: the documented figures have
		// undelivered = sent - delivered = bounces + errors.
		sms.NeverSent: {{State: sent}, {State: failed}},
		sms.ReportedTwice: after(arrival, delivered,
			sandbox.Step{After: 3 * time.Second, Do: sandbox.Report, State: delivered}),
		sms.ReportedBackwards: {
			{State: sent, Do: sandbox.Slip},
			{After: 500 * time.Millisecond, State: submitted, Do: sandbox.Slip},
			{After: arrival, State: delivered},
			{After: 7 * time.Second, Do: sandbox.Report, State: submitted},
			{After: 12 * time.Second, Do: sandbox.Report, State: sent},
		},
		sms.Expired: after(validity, failed),
		sms.NoRCS:   after(arrival, delivered),
	}
}

// of is the fate of a message to a number. Without a link in its text nothing can
// be opened.
func (f fates) of(m *sandbox.Message) []sandbox.Step {
	fate := sms.FateOf(m.To.E164)
	if fate == sms.OpensLink && len(sms.Links(m.Text)) == 0 {
		fate = sms.Delivered
	}
	return f[fate]
}
