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

// Advance moves the world's clock on, carries out what is due on the way, and
// returns the number of events; from then on the world has its own clock. The
// lock is taken anew for each event, so that requests are served in between, at
// the time reached.
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
	for arrived := false; !arrived; {
		there := w.locked(func() {
			if event := w.agenda.takeDue(to); event != nil {
				w.setOwn(showing(event.Due, true))
				w.happenAt(event)
				return
			}
			arrived = true
			w.now = to
			w.setOwn(showing(to, frozen))
			before = w.happened - before
		})
		if !there {
			return 0, ErrGone
		}
	}
	return int(before), nil
}

// setOwn gives the world a clock; the timer is set anew when the lock is left.
func (w *World) setOwn(clock *Clock) {
	w.own = clock
	w.disarm()
}
