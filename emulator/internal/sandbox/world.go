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

	mu      sync.Mutex
	closed  bool
	lost    Drops     // set by close: what was dropped and what goes with the world
	own     *Clock    // nil: follows the server's clock
	now     time.Time // the time reached; never goes back
	agenda  agenda
	seq     uint64
	timer   *time.Timer // serves the agenda's head while the clock runs
	armed   time.Time   // what the timer is set for; zero when it is not
	account *Account
}

func newWorld(box *Sandbox, name Name) *World {
	w := &World{Name: name, box: box}
	w.account = newAccount(w, box.settings[name.Provider]())
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
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return false
	}
	w.catchUp()
	do(w.account)
	w.runDue(w.now)
	w.arm()
	return true
}

// catchUp reads the clock and carries out what has become due. A clock that is
// read just before the server's is moved must not turn the world back.
func (w *World) catchUp() {
	now := w.clockLocked().Now()
	if now.Before(w.now) {
		now = w.now
	}
	w.runDue(now)
	w.now = now
}

func (w *World) runDue(until time.Time) {
	for event := w.agenda.takeDue(until); event != nil; event = w.agenda.takeDue(until) {
		w.happenAt(event)
	}
}

// happenAt carries out one event at the time it is due.
func (w *World) happenAt(event *Event) {
	if event.Due.After(w.now) {
		w.now = event.Due
	}
	switch event.Kind {
	case StepDue:
		w.account.step(event)
	}
}

// schedule puts an event on the agenda and returns it.
func (w *World) schedule(due time.Time, kind Kind, subject int64) *Event {
	w.seq++
	event := &Event{Due: due, Seq: w.seq, Kind: kind, Subject: subject}
	w.agenda.add(event)
	return event
}

func (w *World) clockLocked() Clock {
	if w.own != nil {
		return *w.own
	}
	return *w.box.clock.Load()
}

// arm sets the timer for the head of the agenda, or stops it.
func (w *World) arm() {
	head := w.agenda.head()
	clock := w.clockLocked()
	if w.closed || head == nil || clock.Frozen {
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

// ring is the timer's call: what is due happens now.
func (w *World) ring() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed || w.clockLocked().Frozen {
		return
	}
	w.armed = time.Time{}
	w.catchUp()
	w.arm()
}

// close ends a world that has left the index: its timer stops, and whoever still
// holds it finds it closed.
func (w *World) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	w.disarm()
	kept := int64(w.account.Messages.Len())
	w.box.messages.Add(-kept)
	w.lost = w.account.drops()
	w.lost.Messages += kept
}

// Clock reads the world's clock.
func (w *World) Clock() Reading {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.catchUp()
	reading := Reading{Now: w.now, Frozen: w.clockLocked().Frozen}
	if head := w.agenda.head(); head != nil {
		reading.Next = head.Due
	}
	return reading
}

// nextFollowing is the due time of the next event, if the world follows the
// server's clock and has one.
func (w *World) nextFollowing() (time.Time, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	head := w.agenda.head()
	if w.closed || w.own != nil || head == nil {
		return time.Time{}, false
	}
	return head.Due, true
}

func (w *World) requests() *sync.Mutex { return &w.clockMu }

func (w *World) clockNow() Clock {
	w.mu.Lock()
	defer w.mu.Unlock()
	clock := w.clockLocked()
	if now := clock.Now(); now.Before(w.now) {
		return clock.moved(w.now)
	}
	return clock
}

func (w *World) set(clock Clock) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.own = &clock
	w.now = clock.Now()
	w.rearm()
}

// rearm sets the timer anew after the clock was changed.
func (w *World) rearm() {
	w.disarm()
	w.arm()
}

// runUntil takes the lock anew for each event, so that requests are served in
// between, at the time reached.
func (w *World) runUntil(target time.Time) int {
	for happened := 0; ; happened++ {
		w.mu.Lock()
		head := w.agenda.head()
		if w.closed || head == nil || head.Due.After(target) {
			w.mu.Unlock()
			return happened
		}
		w.own = &Clock{Frozen: true, At: head.Due}
		w.happenAt(w.agenda.takeDue(target))
		w.mu.Unlock()
	}
}
