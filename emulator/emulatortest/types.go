package emulatortest

import (
	"encoding/json"
	"time"
)

// Message is one SMS to one recipient.
type Message struct {
	ID           string // the provider's; "-2", "-3" … for further recipients of a send
	Send         string // the provider's id of the send
	To           string // E.164
	From         string
	Text         string // as the handset shows it
	Encoding     string // gsm7 or ucs2
	Parts        int
	Cost         string // "0.038"
	Currency     string
	State        string // in the provider's words
	History      []Change
	Tag          string
	Sandbox      bool
	ScheduledFor *time.Time
	CreatedAt    time.Time
	Codes        []string // one-time codes in the text
	Links        []string
}

// Change is a state that a message entered.
type Change struct {
	State string
	At    time.Time
}

// Callback is a call to the application: a delivery report, a reply.
type Callback struct {
	ID          int64
	Kind        string // in the provider's words
	Message     string // the id of the message it is about
	To          string
	URL         string
	ContentType string
	Body        string
	State       string // owed, delivered, failed or refused
	OwedAt      time.Time
	Due         *time.Time // of the next attempt
	Attempts    []Attempt
}

// Attempt is one try at a callback.
type Attempt struct {
	Due    time.Time
	Status int    // HTTP; 0 if there was no answer
	Answer string // how it begins
	Error  string
}

// Request is a request that the server got, with its answer.
type Request struct {
	ID            int64
	At            time.Time
	Method        string
	Path          string
	Query         string
	Headers       map[string]string
	Body          string
	Answer        string
	Truncated     bool // body or answer was longer
	Status        int
	Unread        []string // fields that nothing read
	Documentation string   // of the error that was answered
	Fault         int64    // the id of the fault that spoiled the answer
}

// failure is an answer of the control API that is none of success.
type failure struct {
	Error   string
	Nearest []json.RawMessage // messages or callbacks that came close, and why they do not match
}
