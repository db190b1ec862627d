package sandbox

import (
	"sync"
	"sync/atomic"
	"time"
)

// World is an account with its clock and agenda, under one lock. Nothing else
// is locked while that lock is held, but for leaves such as a journal.
type World struct {
	Name Name

	clockMu sync.Mutex // one request for this world's clock at a time

	box  *Sandbox
	used atomic.Int64 // the sandbox's tick at the last use
	kept atomic.Int64 // messages

	mu       sync.Mutex
	closed   bool
	own      *Clock    // nil: follows the server's clock
	now      time.Time // the time reached; never goes back
	agenda   agenda
	flights  agenda // attempts under way, by when a retry of them would be due
	seq      uint64
	happened int64       // events carried out
	timer    *time.Timer // serves the agenda's head while the clock runs
	armed    time.Time   // what the timer is set for; zero when it is not
	account  *Account

	outbox   []*Delivery   // leaves when the world is unlocked
	changed  bool          // since the world was locked: messages or callbacks
	answered chan struct{} // holds a value when an attempt came back, or the world closed
	flying   atomic.Int64  // attempts under way
}

func newWorld(box *Sandbox, name Name) *World {
	w := &World{Name: name, box: box, answered: make(chan struct{}, 1)}
	w.account = newAccount(w, box.providers[name.Provider].Settings())
	return w
}

// Do runs a function on the account with the world locked, at the time its clock
// shows. What is due by then has happened before, and what the function made due
// at once has happened when Do returns. It reports false, without running
// anything, if the world has been evicted or reset.
func (w *World) Do(do func(*Account)) bool {
	w.used.Store(w.box.ticks.Add(1))
	return w.Look(do)
}

// Look is Do for those who only inspect: it does not count as a use, so it does
// not keep a world from being evicted.
func (w *World) Look(do func(*Account)) bool {
	return w.locked(func() {
		head := w.agenda.head()
		do(w.account)
		if w.own == nil && w.agenda.head() != head {
			w.box.stirred.Store(true) // an advance of the server's clock looks again
		}
	})
}

// locked is how a world is entered and left: what is due happens before and
// after, and the timer is set for what comes next.
func (w *World) locked(do func()) bool {
	w.mu.Lock()
	defer w.unlock()
	if w.closed {
		return false
	}
	w.catchUp()
	do()
	w.catchUp()
	w.arm()
	return true
}

// unlock leaves the world. Then its callbacks leave, and those who watch are
// told: neither may happen while it is locked.
func (w *World) unlock() {
	out, changed := w.outbox, w.changed
	w.outbox, w.changed = nil, false
	w.flying.Store(int64(len(w.flights)))
	w.mu.Unlock()
	for _, delivery := range out {
		w.box.carry(delivery)
	}
	if changed {
		w.box.wake(w.Name)
	}
}

// signal tells the advances that this world may hold up to look again.
func (w *World) signal() {
	raise(w.answered)
	raise(w.box.answered)
}

// catchUp reads the clock and carries out what has become due. A clock that is
// read just before the server's is moved must not turn the world back.
func (w *World) catchUp() {
	now := w.clock().Now()
	if now.Before(w.now) {
		now = w.now
	}
	for event := w.agenda.takeDue(now); event != nil; event = w.agenda.takeDue(now) {
		w.happenAt(event)
	}
	w.now = now
}

// happenAt carries out one event at the time it is due.
func (w *World) happenAt(event *Event) {
	if event.Due.After(w.now) {
		w.now = event.Due
	}
	w.happened++
	if w.own == nil {
		w.box.happened.Add(1)
	}
	if w.box.witness != nil {
		w.box.witness(w, event)
	}
	switch event.Kind {
	case StepDue:
		event.account.step(event)
	case AttemptDue:
		event.account.try(event)
	}
}

// schedule puts an event on the agenda and returns it.
func (w *World) schedule(account *Account, due time.Time, kind Kind, subject int64) *Event {
	w.seq++
	event := &Event{Due: due, Seq: w.seq, Kind: kind, Subject: subject, account: account}
	w.agenda.add(event)
	return event
}

func (w *World) clock() *Clock {
	if w.own != nil {
		return w.own
	}
	return w.box.clock.Load()
}

// arm sets the timer for the head of the agenda, or stops it.
func (w *World) arm() {
	head := w.agenda.head()
	clock := w.clock()
	if head == nil || clock.Frozen {
		w.disarm()
		return
	}
	if w.armed.Equal(head.Due) {
		return
	}
	w.armed = head.Due
	wait := head.Due.Sub(clock.Now())
	if w.timer == nil {
		w.timer = time.AfterFunc(wait, w.ring)
		return
	}
	w.timer.Reset(wait)
}

func (w *World) disarm() {
	if w.timer != nil {
		w.timer.Stop()
	}
	w.armed = time.Time{}
}

// ring is the timer's call: what is due happens on entering.
func (w *World) ring() {
	w.locked(func() { w.armed = time.Time{} })
}

// close ends a world that has left the index: its timer stops, and whoever still
// holds it finds it closed.
func (w *World) close() Drops {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	w.disarm()
	w.signal()
	kept := int64(w.account.Messages.Len())
	w.box.messages.Add(-kept)
	lost := w.account.drops()
	lost.Messages += kept
	return lost
}
