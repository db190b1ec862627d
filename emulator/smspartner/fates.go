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
	after := func(delay time.Duration, final string) []sandbox.Step {
		return []sandbox.Step{{State: waiting}, {After: delay, State: final}}
	}
	return fates{
		sms.Delivered:     after(2*time.Second, delivered),
		sms.NotDelivered:  after(2*time.Second, notDelivered),
		sms.StaysWaiting:  {{State: waiting}},
		sms.DeliveredLate: after(47*time.Hour, delivered),
		sms.Unallocated:   after(2*time.Second, notDelivered),
		sms.NeverSent:     {{State: ko}},
		sms.Expired:       after(validity, notDelivered),
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
