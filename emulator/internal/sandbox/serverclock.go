package sandbox

import (
	"cmp"
	"container/heap"
	"sync"
	"time"
)

// serverClock is the sandbox in its role as the owner of the server's clock.
type serverClock Sandbox

func (s *serverClock) requests() *sync.Mutex { return &s.clockMu }

func (s *serverClock) clockNow() Clock { return *s.clock.Load() }

// set shows a new time to every world that follows the server.
func (s *serverClock) set(clock Clock) {
	s.clock.Store(&clock)
	for _, world := range (*Sandbox)(s).Worlds("", "") {
		world.follow()
	}
}

// follow takes notice of a change of the server's clock.
func (w *World) follow() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.own != nil || w.closed {
		return
	}
	w.catchUp()
	w.rearm()
}

// runUntil merges the agendas of all followers. A request that is served
// meanwhile may add events to a world that had none, so it looks again until
// nothing is due.
func (s *serverClock) runUntil(target time.Time) int {
	happened := 0
	for {
		queue := s.followers(target)
		if len(queue) == 0 {
			return happened
		}
		heap.Init(&queue)
		for len(queue) > 0 {
			happened += s.runHead(&queue, target)
		}
	}
}

// runHead carries out the first event of the merged agendas.
func (s *serverClock) runHead(queue *followers, target time.Time) int {
	first := (*queue)[0]
	due, ok := first.world.nextFollowing()
	if !ok || due.After(target) {
		heap.Pop(queue)
		return 0
	}
	if !due.Equal(first.due) {
		(*queue)[0].due = due
		heap.Fix(queue, 0)
		return 0
	}
	s.clock.Store(&Clock{Frozen: true, At: due})
	if !first.world.happenNext(due) {
		return 0
	}
	return 1
}

// happenNext carries out the world's next event, if it is due by then.
func (w *World) happenNext(due time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed || w.own != nil {
		return false
	}
	event := w.agenda.takeDue(due)
	if event == nil {
		return false
	}
	w.happenAt(event)
	return true
}

func (s *serverClock) followers(target time.Time) followers {
	var queue followers
	for _, world := range (*Sandbox)(s).Worlds("", "") {
		if due, ok := world.nextFollowing(); ok && !due.After(target) {
			queue = append(queue, follower{due: due, world: world})
		}
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
