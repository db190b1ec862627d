package sandbox

import (
	"cmp"
	"container/heap"
	"time"
)

// Now is the server's time.
func (s *Sandbox) Now() time.Time { return s.clock.Load().Now() }

// Clock reads the server's clock; next is the first event of a world that
// follows it.
func (s *Sandbox) Clock() (Reading, error) {
	clock := s.clock.Load()
	reading := Reading{Now: clock.Now(), Frozen: clock.Frozen}
	if queue, _ := s.survey(LastTime().AddDate(1, 0, 0)); len(queue) > 0 {
		reading.Next = queue[0].due
	}
	return reading, nil
}

// Freeze stops the server's clock, or lets it run on from the time reached.
func (s *Sandbox) Freeze(frozen bool) error {
	if !s.clockMu.TryLock() {
		return ErrClockBusy
	}
	defer s.clockMu.Unlock()
	s.show(showing(s.Now(), frozen))
	return nil
}

// Advance moves the server's clock, runs the agendas of all worlds that follow
// it, merged by due time, provider, key and sequence, and waits for the attempts
// at callbacks that they make. It returns the number of their events.
func (s *Sandbox) Advance(target Target) (int, error) {
	if !s.clockMu.TryLock() {
		return 0, ErrClockBusy
	}
	defer s.clockMu.Unlock()
	clock := s.clock.Load()
	now := clock.Now()
	to, err := target.from(now)
	if err != nil {
		return 0, err
	}
	before := s.happened.Load()
	s.show(showing(now, true))
	for s.settle(to) {
	}
	s.show(showing(to, clock.Frozen))
	return int(s.happened.Load() - before), nil
}

// settle carries out what it can of the events due by a time, or waits for an
// attempt to come back that may still add one. It reports false when nothing is
// left to do.
func (s *Sandbox) settle(to time.Time) bool {
	s.stirred.Store(false)
	queue, flight := s.survey(to)
	switch {
	case len(queue) > 0 && before(queue[0].due, flight):
		s.runMerged(queue, to, flight)
	case !flight.IsZero():
		<-s.answered
	default:
		return false
	}
	return true
}

// before compares a time with a limit; the zero limit is none.
func before(t, limit time.Time) bool { return limit.IsZero() || t.Before(limit) }

// earlier is the first of two limits.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// show sets the server's clock and lets every follower take notice: what has
// become due happens, timers are set anew.
func (s *Sandbox) show(clock *Clock) {
	s.clock.Store(clock)
	for _, world := range s.worlds() {
		world.locked(func() {
			if world.own == nil {
				world.disarm()
			}
		})
	}
}

// runMerged carries out the followers' events in order, until none is due or a
// request has changed an agenda: then its world may be missing in the queue. It
// stops at the time when the first retry of an attempt under way would be due.
func (s *Sandbox) runMerged(queue followers, to, flight time.Time) {
	for len(queue) > 0 && !s.stirred.Load() && before(queue[0].due, flight) {
		next, started := queue[0].world.happenNext(queue[0].due, to)
		flight = earlier(flight, started)
		if next.IsZero() {
			heap.Pop(&queue)
			continue
		}
		queue[0].due = next
		heap.Fix(&queue, 0)
	}
}

// happenNext carries out the world's next event if it is due by then, and shows
// the due time to every follower. It tells when the one after it is due, zero if
// that is after the limit, and when the first retry would be due, if any.
func (w *World) happenNext(due, limit time.Time) (next, flight time.Time) {
	w.mu.Lock()
	defer w.unlock()
	if w.closed || w.own != nil {
		return next, flight
	}
	if event := w.agenda.takeDue(due); event != nil {
		if event.Due.After(w.box.Now()) {
			w.box.clock.Store(showing(event.Due, true))
		}
		w.happenAt(event)
	}
	if head := w.agenda.head(); head != nil && !head.Due.After(limit) {
		next = head.Due
	}
	if head := w.flights.head(); head != nil {
		flight = head.Due
	}
	return next, flight
}

// survey lists the worlds that follow the server's clock and have an event due by
// a time, as a heap, and tells when the first retry of an attempt that is under
// way in any of them would be due, zero if none is.
func (s *Sandbox) survey(by time.Time) (queue followers, flight time.Time) {
	for _, world := range s.worlds() {
		world.mu.Lock()
		if !world.closed && world.own == nil {
			if head := world.agenda.head(); head != nil && !head.Due.After(by) {
				queue = append(queue, follower{due: head.Due, world: world})
			}
			if head := world.flights.head(); head != nil {
				flight = earlier(flight, head.Due)
			}
		}
		world.mu.Unlock()
	}
	heap.Init(&queue)
	return queue, flight
}

// follower is a world whose next event is due. The due time is a copy, so that
// the heap stays in order while worlds change.
type follower struct {
	due   time.Time
	world *World
}

// followers is a heap ordered by due time, provider and key.
type followers []follower

func (f followers) Len() int      { return len(f) }
func (f followers) Swap(i, j int) { f[i], f[j] = f[j], f[i] }
func (f followers) Less(i, j int) bool {
	return cmp.Or(f[i].due.Compare(f[j].due), f[i].world.Name.compare(f[j].world.Name)) < 0
}

// Push is for container/heap, which must have it; nothing is pushed.
func (f *followers) Push(x any) { *f = append(*f, x.(follower)) }

// Pop is for container/heap alone.
func (f *followers) Pop() any {
	last := len(*f) - 1
	x := (*f)[last]
	*f = (*f)[:last]
	return x
}
