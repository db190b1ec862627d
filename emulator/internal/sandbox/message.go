package sandbox

import (
	"strconv"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sms"
)

// Step is one point of a fate, some time after the message's base time.
type Step struct {
	After time.Duration
	Do    Act
	State string // entered or reported
	Text  string // that the handset answers
}

// Act is what a step does.
type Act uint8

// The acts of a step.
const (
	Enter   Act = iota // the message enters the state, which is reported
	Slip               // it enters the state, which is not reported
	Report             // the state is reported, whatever the message is in
	Respond            // the handset answers
)

// Change is a state that a message entered.
type Change struct {
	State string
	At    time.Time
}

// Message is one SMS to one recipient. States are the provider's words.
type Message struct {
	Serial       int64 // its place among the account's messages, from 0
	Send         int64 // the provider's id of the send it belongs to
	Nth          int   // 1 for the first recipient of the send
	To           sms.Number
	From         string
	Text         string // as the handset shows it
	Size         sms.Size
	Cost         Decimal // in Currency
	Currency     string  // ISO 4217, or "credits"
	State        string
	History      []Change
	Tag          string
	Campaign     int64 // the provider's number of the campaign it belongs to, 0 if none
	Sandbox      bool
	Test         bool // sent to try a campaign out
	ScheduledFor time.Time
	CreatedAt    time.Time
	ReportURL    string // where its states are reported, if the send said so
	ReplyURL     string // where its answers go, if the send said so

	Base  time.Time // what the steps' delays count from: the time of dispatch
	Steps []Step    // what is still to happen

	pending *Event // the next step, as the agenda holds it
}

// ID names the message: the send's id, with "-2", "-3" … for the second and
// following recipients.
func (m *Message) ID() string {
	id := strconv.FormatInt(m.Send, 10)
	if m.Nth == 1 {
		return id
	}
	return id + "-" + strconv.Itoa(m.Nth)
}

// left tells whether the message was sent by now. One whose fate ended before the
// time of its dispatch never is.
func (m *Message) left(now time.Time) bool {
	endedBefore := len(m.Steps) == 0 && m.Since().Before(m.Base)
	return !m.Base.After(now) && !endedBefore
}

// Reached is when the message first entered a state, and whether it did.
func (m *Message) Reached(state string) (time.Time, bool) {
	for _, change := range m.History {
		if change.State == state {
			return change.At, true
		}
	}
	return time.Time{}, false
}

// Since is when the message entered its present state; zero before the first.
func (m *Message) Since() time.Time {
	if len(m.History) == 0 {
		return time.Time{}
	}
	return m.History[len(m.History)-1].At
}
