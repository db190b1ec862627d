package sandbox

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

// Clock is a time that runs beside the wall clock at some distance, or stands
// still. It is a value: changing the time means replacing the clock.
type Clock struct {
	Frozen bool
	At     time.Time     // the time shown while frozen
	Offset time.Duration // added to the wall clock while running
}

func runningFrom(t time.Time) Clock { return Clock{Offset: t.Sub(wall())} }

// wall is the machine's time in UTC, like every time in the sandbox, and without
// its monotonic reading, so that adding and comparing follow the calendar.
func wall() time.Time { return time.Now().UTC().Round(0) }

// Now is the time the clock shows.
func (c Clock) Now() time.Time {
	if c.Frozen {
		return c.At
	}
	return wall().Add(c.Offset)
}

// moved is the same clock, running or frozen as before, showing t.
func (c Clock) moved(t time.Time) Clock {
	if c.Frozen {
		return Clock{Frozen: true, At: t}
	}
	return runningFrom(t)
}

// ErrClockBusy refuses a clock request while another one for the same clock is
// under way.
var ErrClockBusy = errors.New("another request for this clock is under way; wait for its answer")

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

// Reading is what a clock shows, and when the next event is due.
type Reading struct {
	Now    time.Time
	Frozen bool
	Next   time.Time // zero: nothing is owed
}

// timepiece is a clock that can be set: a world's, or the server's. Each takes
// one request at a time, so that tests with worlds of their own do not meet.
type timepiece interface {
	requests() *sync.Mutex
	clockNow() Clock
	set(Clock)
	// runUntil carries out every event due up to the target, showing its due
	// time meanwhile, and returns their number.
	runUntil(target time.Time) int
}

// freeze stops a clock at the time it shows, or lets it go on from there.
func freeze(piece timepiece, frozen bool) error {
	if !piece.requests().TryLock() {
		return ErrClockBusy
	}
	defer piece.requests().Unlock()
	now := piece.clockNow().Now()
	piece.runUntil(now)
	if frozen {
		piece.set(Clock{Frozen: true, At: now})
		return nil
	}
	piece.set(runningFrom(now))
	return nil
}

// advance moves a clock on to the time that target makes of the present one,
// and carries out what is due on the way. It returns the number of events.
func advance(piece timepiece, target func(now time.Time) time.Time) (int, error) {
	if !piece.requests().TryLock() {
		return 0, ErrClockBusy
	}
	defer piece.requests().Unlock()
	before := piece.clockNow()
	now := before.Now()
	to := target(now).UTC()
	switch {
	case to.Before(now):
		return 0, &PastError{Now: now, Asked: to}
	case to.After(LastTime()):
		return 0, &FarError{}
	}
	happened := piece.runUntil(to)
	piece.set(before.moved(to))
	return happened, nil
}

// Now is the server's time.
func (s *Sandbox) Now() time.Time { return s.clock.Load().Now() }

// Clock reads the server's clock; next is the first event of a world that
// follows it.
func (s *Sandbox) Clock() Reading {
	clock := *s.clock.Load()
	reading := Reading{Now: clock.Now(), Frozen: clock.Frozen}
	for _, world := range s.Worlds("", "") {
		if due, ok := world.nextFollowing(); ok && (reading.Next.IsZero() || due.Before(reading.Next)) {
			reading.Next = due
		}
	}
	return reading
}

// Freeze stops the server's clock, or lets it run on from the time reached.
func (s *Sandbox) Freeze(frozen bool) error { return freeze((*serverClock)(s), frozen) }

// Advance moves the server's clock and runs the agendas of all worlds that
// follow it, merged by due time, provider, key and sequence.
func (s *Sandbox) Advance(target func(now time.Time) time.Time) (int, error) {
	return advance((*serverClock)(s), target)
}

// Freeze stops the world's clock, or lets it run on; from then on the world has
// a clock of its own.
func (w *World) Freeze(frozen bool) error { return freeze(w, frozen) }

// Advance moves the world's clock; from then on the world has its own.
func (w *World) Advance(target func(now time.Time) time.Time) (int, error) {
	return advance(w, target)
}
