package sandbox

import (
	"sync"
	"sync/atomic"
	"time"
)

// World is an account with its sub-accounts, its clock and its agenda, under one
// lock. Nothing else is locked while that lock is held, but for leaves such as a
// journal.
type World struct {
	Name Name // of the first account

	clockMu sync.RWMutex // one request for this world's clock at a time; snapshots only read

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
	armed    time.Time   // when the timer rings, by the machine's clock; zero when it does not
	accounts []*Account  // the first one is the parent of all others
	dead     []Name      // deleted lately

	// What the world does as soon as it is unlocked: attempts leave, those who
	// watch an account are told, the index learns of sub-accounts.
	outbox  []*Delivery
	changed []Name
	keys    keyChanges

	answered chan struct{} // holds a value when an attempt came back, or the world closed
	flying   atomic.Int64  // attempts under way
}

func newWorld(box *Sandbox, name Name) *World {
	w := &World{Name: name, box: box, answered: make(chan struct{}, 1)}
	w.accounts = []*Account{newAccount(w, name)}
	return w
}

// enter runs a function on one of the world's accounts, if it is there, and tells
// whether the world has been closed.
func (w *World) enter(name Name, do func(*Account)) (found, closed bool) {
	open := w.locked(func() {
		account := w.account(name)
		if account == nil {
			return
		}
		found = true
		head := w.agenda.head()
		do(account)
		if w.own == nil && w.agenda.head() != head {
			w.box.stirred.Store(true) // an advance of the server's clock looks again
		}
	})
	return found, !open
}

// account is the one with a name, nil if the world has none.
func (w *World) account(name Name) *Account {
	for _, account := range w.accounts {
		if account.Name == name {
			return account
		}
	}
	return nil
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
	w.goTo(w.now) // what became due at once
	w.arm()
	return true
}

// unlock leaves the world, and does what may not be done while it is locked.
func (w *World) unlock() {
	out, changed, keys := w.outbox, w.changed, w.keys
	w.outbox, w.changed, w.keys = nil, nil, keyChanges{}
	w.flying.Store(int64(len(w.flights)))
	w.mu.Unlock()
	if keys.any() {
		w.box.register(w, keys)
	}
	for _, delivery := range out {
		w.box.carry(delivery)
	}
	for _, name := range changed {
		w.box.wake(name)
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
	w.goTo(now)
}

// goTo carries out what is due by a time, and stays there.
func (w *World) goTo(now time.Time) {
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

// tick is how often the timer rings at most: under load something becomes due
// every few microseconds, and whoever asks meanwhile finds it done.
const tick = time.Millisecond

// arm sets the timer for the head of the agenda, or stops it. One that rings too
// early is left alone. When it rings is kept with its monotonic reading: the wall
// clock may jump, and the world's with it, but no timer does.
func (w *World) arm() {
	head := w.agenda.head()
	clock := w.clock()
	if head == nil || clock.Frozen {
		w.disarm()
		return
	}
	machine := time.Now()
	wait := max(head.Due.Sub(clock.at(machine)), tick)
	rings := machine.Add(wait)
	if !w.armed.IsZero() && !w.armed.After(rings) {
		return
	}
	w.armed = rings
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
	lost := Drops{Accounts: int64(len(w.accounts))}
	for _, account := range w.accounts {
		kept := int64(account.Messages.Len())
		w.box.messages.Add(-kept)
		lost.add(account.drops())
		lost.Messages += kept
	}
	return lost
}
