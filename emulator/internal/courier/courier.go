// Package courier makes the callbacks that are owed to the user's application:
// plain POST requests, made by a bounded pool of workers, and never to the
// public internet by accident. It knows no world and no provider: it makes one
// attempt and tells what that came to. Whether to try again is its caller's
// affair.
package courier

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

// Timeout is how long one attempt may take, from the dial to the last byte that
// is read of the answer.
const Timeout = 10 * time.Second

// Parcel is one attempt at a callback.
type Parcel struct {
	URL, ContentType string
	Body             []byte // must not change until Done is called

	// Wanted tells, when the parcel's turn comes, whether it is still to be made;
	// nil: it is. Like Done it is called from a worker.
	Wanted func() bool
	// Done is called once, from a worker, which stays occupied meanwhile. No lock
	// of the courier is held, so Done may carry the next parcel; but it must not
	// close the courier, which waits for it. Once the courier is closing, Carry
	// itself calls Done.
	Done func(Result)
}

// Result is what an attempt came to. It has either a Status or an Error.
type Result struct {
	Status  int           // HTTP; 0 if there was no answer
	Took    time.Duration // wall time
	Answer  string        // how the answer's body begins, in valid UTF-8
	Error   string        // why there is no answer; "" if there is one
	Refused bool          // the target is not allowed, or the URL unusable: to try again is pointless
}

// Courier carries parcels.
type Courier struct {
	allowed  allowed
	timeout  time.Duration
	resolver *net.Resolver // nil is the system's; tests have their own
	client   *http.Client

	stop    context.Context // done when attempts under way are to be given up
	giveUp  context.CancelCauseFunc
	workers sync.WaitGroup

	mu     sync.Mutex // a leaf: held neither during an attempt nor during Done
	turns  turns
	closed bool
}

// New makes a courier. It delivers to the user's own network, and to what the
// list allows besides: host names, addresses and CIDRs.
func New(allow []string) (*Courier, error) {
	allowed, err := parseAllowed(allow)
	if err != nil {
		return nil, err
	}
	c := &Courier{allowed: allowed, timeout: Timeout, turns: turns{hosts: map[string]*host{}}}
	c.stop, c.giveUp = context.WithCancelCause(context.Background())
	c.client = c.newClient()
	return c, nil
}

// Carry takes a parcel on and does not wait for it. When the courier is closing,
// or closed, it calls Done before it returns: so call it with no lock held that
// Done takes, and let no Done carry again without end.
func (c *Courier) Carry(p Parcel) {
	if !c.take(p) {
		p.Done(Result{Error: errNotSent.Error()})
	}
}

func (c *Courier) take(p Parcel) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return false
	}
	c.turns.add(receiver(p.URL), p)
	c.dispatch()
	return true
}

// dispatch starts a worker for every parcel that may go now; the lock is held.
func (c *Courier) dispatch() {
	for host, parcel := c.turns.next(); host != nil; host, parcel = c.turns.next() {
		c.workers.Go(func() { c.work(host, parcel) })
	}
}

// work makes one attempt. A worker for each is cheap next to the request, and
// leaves none idle.
func (c *Courier) work(h *host, p Parcel) {
	p.Done(c.attempt(p))
	c.mu.Lock()
	defer c.mu.Unlock()
	c.turns.end(h)
	c.dispatch()
}

// Close takes nothing new on. What is under way or queued has the time of grace
// to be made; then it is given up. Every parcel's Done has been called, and no
// worker is left, when Close returns.
func (c *Courier) Close(grace time.Duration) {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	// Once given up, the attempts under way end at once, and so does each queued
	// parcel when its turn comes: the queues empty themselves.
	timer := time.AfterFunc(grace, func() { c.giveUp(errCutOff) })
	c.workers.Wait()
	timer.Stop()
	c.giveUp(errCutOff)             // frees the context; nobody is left to notice
	c.client.CloseIdleConnections() // ends dials that nobody waits for, too
}
