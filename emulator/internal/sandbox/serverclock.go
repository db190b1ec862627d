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
	for _, next := range s.followers(LastTime().AddDate(1, 0, 0)) {
		if reading.Next.IsZero() || next.due.Before(reading.Next) {
			reading.Next = next.due
		}
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

// Advance moves the server's clock and runs the agendas of all worlds that
// follow it, merged by due time, provider, key and sequence. It returns the
// number of their events.
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
	for queue := s.followers(to); len(queue) > 0; queue = s.followers(to) {
		s.runMerged(queue, to)
	}
	s.show(showing(to, clock.Frozen))
	return int(s.happened.Load() - before), nil
}

// show sets the server's clock and lets every follower take notice: what has
// become due happens, timers are set anew.
func (s *Sandbox) show(clock *Clock) {
	s.clock.Store(clock)
	for _, world := range s.Worlds("", "") {
		world.locked(func() {
			if world.own == nil {
				world.disarm()
			}
		})
	}
}

// runMerged carries out the followers' events in order, until none is due or a
// request has changed an agenda: then its world may be missing in the queue.
func (s *Sandbox) runMerged(queue followers, to time.Time) {
	s.stirred.Store(false)
	heap.Init(&queue)
	for len(queue) > 0 && !s.stirred.Load() {
		next, more := queue[0].world.happenNext(queue[0].due, to)
		if !more {
			heap.Pop(&queue)
			continue
		}
		queue[0].due = next
		heap.Fix(&queue, 0)
	}
}

// happenNext carries out the world's next event if it is due by then, shows the
// due time to every follower, and tells when the one after it is due, if that is
// not after the limit.
func (w *World) happenNext(due, limit time.Time) (next time.Time, more bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed || w.own != nil {
		return time.Time{}, false
	}
	if event := w.agenda.takeDue(due); event != nil {
		if event.Due.After(w.box.Now()) {
			w.box.clock.Store(showing(event.Due, true))
		}
		w.happenAt(event)
	}
	head := w.agenda.head()
	if head == nil || head.Due.After(limit) {
		return time.Time{}, false
	}
	return head.Due, true
}

// followers are the worlds that follow the server's clock and have an event due
// by a time.
func (s *Sandbox) followers(by time.Time) followers {
	var queue followers
	for _, world := range s.Worlds("", "") {
		world.mu.Lock()
		head := world.agenda.head()
		if !world.closed && world.own == nil && head != nil && !head.Due.After(by) {
			queue = append(queue, follower{due: head.Due, world: world})
		}
		world.mu.Unlock()
	}
	return queue
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
