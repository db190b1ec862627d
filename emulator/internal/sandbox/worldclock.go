package sandbox

import "time"

// Clock reads the world's clock.
func (w *World) Clock() (Reading, error) {
	var reading Reading
	there := w.locked(func() {
		reading = Reading{Now: w.now, Frozen: w.clock().Frozen}
		if head := w.agenda.head(); head != nil {
			reading.Next = head.Due
		}
	})
	if !there {
		return reading, ErrGone
	}
	return reading, nil
}

// Freeze stops the world's clock, or lets it run on; from then on the world has
// a clock of its own.
func (w *World) Freeze(frozen bool) error {
	if !w.clockMu.TryLock() {
		return ErrClockBusy
	}
	defer w.clockMu.Unlock()
	if !w.locked(func() { w.setOwn(showing(w.now, frozen)) }) {
		return ErrGone
	}
	return nil
}

// Advance moves the world's clock on, carries out what is due on the way, waits
// for the attempts at callbacks that it makes, and returns the number of events;
// from then on the world has its own clock. The lock is taken anew for each
// event, so that requests are served in between, at the time reached.
func (w *World) Advance(target Target) (int, error) {
	if !w.clockMu.TryLock() {
		return 0, ErrClockBusy
	}
	defer w.clockMu.Unlock()
	var to time.Time
	var frozen bool
	var before int64
	err := ErrGone
	w.locked(func() {
		if to, err = target.from(w.now); err == nil {
			frozen, before = w.clock().Frozen, w.happened
			w.setOwn(showing(w.now, true))
		}
	})
	if err != nil {
		return 0, err
	}
	for arrived, waiting := false, false; !arrived; {
		if waiting {
			<-w.answered
		}
		there := w.locked(func() {
			event := w.takeSettled(to)
			waiting = event == nil && len(w.flights) > 0
			arrived = event == nil && !waiting
			switch {
			case event != nil:
				w.setOwn(showing(event.Due, true))
				w.happenAt(event)
			case arrived:
				w.now = to
				w.setOwn(showing(to, frozen))
				before = w.happened - before
			}
		})
		if !there {
			return 0, ErrGone
		}
	}
	return int(before), nil
}

// takeSettled takes the next event that is due by a time, unless an attempt under
// way may still add an earlier one.
func (w *World) takeSettled(to time.Time) *Event {
	head := w.agenda.head()
	if head == nil || head.Due.After(to) {
		return nil
	}
	if flight := w.flights.head(); flight != nil && !head.Due.Before(flight.Due) {
		return nil
	}
	return w.agenda.takeDue(to)
}

// setOwn gives the world a clock; the timer is set anew when the lock is left.
func (w *World) setOwn(clock *Clock) {
	w.own = clock
	w.disarm()
}
