package sandbox

import (
	"errors"
	"fmt"
	"time"
)

// Clock is a time that runs beside the wall clock at some distance, or stands
// still. It is a value: changing the time means replacing the clock.
type Clock struct {
	Frozen bool          `json:"frozen"`
	At     time.Time     `json:"at,omitzero"`     // the time shown while frozen
	Offset time.Duration `json:"offset,omitzero"` // nanoseconds added to the wall clock while running
}

func frozenAt(t time.Time) Clock    { return Clock{Frozen: true, At: t} }
func runningFrom(t time.Time) Clock { return Clock{Offset: t.Sub(wall())} }

// showing is a clock at a time, frozen or running from there.
func showing(t time.Time, frozen bool) *Clock {
	clock := runningFrom(t)
	if frozen {
		clock = frozenAt(t)
	}
	return &clock
}

// wall is the machine's time in UTC, like every time in the sandbox, and without
// its monotonic reading, so that adding and comparing follow the calendar.
func wall() time.Time { return calendar(time.Now()) }

func calendar(machine time.Time) time.Time { return machine.UTC().Round(0) }

// Now is the time the clock shows.
func (c Clock) Now() time.Time { return c.at(time.Now()) }

// at is the time the clock shows at a time of the machine.
func (c Clock) at(machine time.Time) time.Time {
	if c.Frozen {
		return c.At
	}
	return calendar(machine).Add(c.Offset)
}

// ErrClockBusy refuses a clock request while another one for the same clock is
// under way.
var ErrClockBusy = errors.New("another request for this clock is under way; wait for its answer")

// ErrGone refuses a clock request for a world that was evicted or reset.
var ErrGone = errors.New("the account was forgotten meanwhile; its next call makes it anew")

// PastError refuses to turn a clock back.
type PastError struct{ Now, Asked time.Time }

func (e *PastError) Error() string {
	return fmt.Sprintf("the clock shows %s and cannot go back to %s",
		e.Now.Format(time.RFC3339Nano), e.Asked.Format(time.RFC3339Nano))
}

// LastTime is how far clocks go and messages can be scheduled: what is beyond a
// time.Duration from today cannot be counted.
func LastTime() time.Time { return time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC) }

// FarError refuses a time beyond LastTime.
type FarError struct{}

func (e *FarError) Error() string {
	return fmt.Sprintf("the clock goes to %s at most", LastTime().Format(time.RFC3339))
}

// Target makes the time to go to of the present one.
type Target func(now time.Time) time.Time

// check says what is wrong with a clock that somebody wrote down.
func (c Clock) check() error {
	if c.Now().After(LastTime()) {
		return &FarError{}
	}
	return nil
}

// from applies a target and checks what comes out.
func (t Target) from(now time.Time) (time.Time, error) {
	to := t(now).UTC()
	switch {
	case to.Before(now):
		return to, &PastError{Now: now, Asked: to}
	case to.After(LastTime()):
		return to, &FarError{}
	}
	return to, nil
}

// Reading is what a clock shows, and when the next event is due.
type Reading struct {
	Now    time.Time
	Frozen bool
	Next   time.Time // zero: nothing is owed
}
