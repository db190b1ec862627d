package smspartner

import (
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
)

// The states of a message, in the spelling of the status endpoints. Scheduled
// and Cancelled are the control API's: the provider's own shows Waiting and ko
// for them (assumed).
const (
	waiting      = "Waiting"
	delivered    = "Delivered"
	notDelivered = "Not delivered"
	ko           = "ko"
	scheduled    = "Scheduled"
	cancelled    = "Cancelled"
)

// validity is how long the operators try to deliver; after it a message is
// EXPIRED on the page of codes.
const validity = 48 * time.Hour

// fates are the steps of a message from its dispatch on, by fate.
type fates map[sms.Fate][]sandbox.Step

func newFates() fates {
	after := func(delay time.Duration, final string, more ...sandbox.Step) []sandbox.Step {
		return append([]sandbox.Step{{State: waiting}, {After: delay, State: final}}, more...)
	}
	arrival, answer := 2*time.Second, 12*time.Second
	return fates{
		sms.Delivered:         after(arrival, delivered),
		sms.NotDelivered:      after(arrival, notDelivered),
		sms.StaysWaiting:      {{State: waiting}},
		sms.DeliveredLate:     after(47*time.Hour, delivered),
		sms.Unallocated:       after(arrival, notDelivered),
		sms.AnswersYes:        after(arrival, delivered, sandbox.Step{After: answer, Do: sandbox.Respond, Text: "OUI"}),
		sms.AnswersStop:       after(arrival, delivered, sandbox.Step{After: answer, Do: sandbox.Respond, Text: "STOP"}),
		sms.OpensLink:         after(arrival, delivered), // it tells nobody of opened links
		sms.NeverSent:         {{State: ko}},
		sms.ReportedTwice:     after(arrival, delivered, sandbox.Step{After: 3 * time.Second, Do: sandbox.Report, State: delivered}),
		sms.ReportedBackwards: after(arrival, delivered, sandbox.Step{After: 7 * time.Second, Do: sandbox.Report, State: waiting}),
		sms.Expired:           after(validity, notDelivered),
		sms.NoRCS:             after(arrival, delivered), // by SMS; by RCS see rcs_send.go
	}
}

// shown is the state as the status endpoints print it.
func shown(m *sandbox.Message) string {
	switch m.State {
	case scheduled:
		return waiting
	case cancelled:
		return ko
	}
	return m.State
}
