package courier

import (
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// tally counts how often each parcel's Done was called, and with what.
type tally struct {
	mu      sync.Mutex
	calls   map[int]int
	results map[string]int // by error; "" for an answer
}

func (y *tally) carry(c *Courier, from, n int, url string) {
	for i := from; i < from+n; i++ {
		c.Carry(Parcel{URL: url, Done: func(r Result) {
			y.mu.Lock()
			defer y.mu.Unlock()
			y.calls[i]++
			y.results[r.Error]++
		}})
	}
}

// check asserts that n parcels came to the results, once each.
func (y *tally) check(t *testing.T, n int, results map[string]int) {
	t.Helper()
	y.mu.Lock()
	defer y.mu.Unlock()
	assert.Len(t, y.calls, n)
	for i, calls := range y.calls {
		assert.Equal(t, 1, calls, i)
	}
	assert.Equal(t, results, y.results)
}

func newTally() *tally { return &tally{calls: map[int]int{}, results: map[string]int{}} }

// closing closes a courier meanwhile, and returns once it takes nothing on.
func closing(c *Courier, grace time.Duration) (closed chan struct{}) {
	closed = make(chan struct{})
	go func() {
		c.Close(grace)
		close(closed)
	}()
	for c.isOpen() {
		runtime.Gosched()
	}
	return closed
}

func (c *Courier) isOpen() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.closed
}

func TestCloseWaits(t *testing.T) {
	receiver, c, results := newGate(t), newCourier(t), newTally()
	results.carry(c, 0, 40, receiver.URL)
	receiver.await(places / 2)
	closed := closing(c, time.Hour)
	results.carry(c, 40, 5, receiver.URL)
	results.check(t, 5, map[string]int{"not sent: the server is stopping": 5})
	assert.Equal(t, places/2, c.running())
	receiver.open()
	<-closed
	results.check(t, 45, map[string]int{"": 40, "not sent: the server is stopping": 5})
}

func TestCloseGivesUp(t *testing.T) {
	receiver, c, results := newGate(t), newCourier(t), newTally()
	results.carry(c, 0, 500, receiver.URL)
	receiver.await(places / 2)
	c.Close(10 * time.Millisecond)
	want := map[string]int{"cut off: the server is stopping": 32, "not sent: the server is stopping": 468}
	results.check(t, 500, want)
	assert.Empty(t, receiver.arrived)

	c.Close(time.Hour) // again: there is nobody to wait for
	results.carry(c, 500, 1, receiver.URL)
	want["not sent: the server is stopping"]++
	results.check(t, 501, want)
}

func TestCarryWhileClosing(t *testing.T) {
	var answered atomic.Int32
	server := answering(t, func(http.ResponseWriter, *http.Request) { answered.Add(1) })
	c, results := newCourier(t), newTally()
	var carriers sync.WaitGroup
	for n := range 8 {
		carriers.Go(func() { results.carry(c, n*100, 100, server.URL) })
	}
	results.carry(c, 800, 100, server.URL)
	c.Close(time.Hour)
	made := int(answered.Load())
	carriers.Wait()
	assert.EqualValues(t, made, answered.Load(), "nothing is sent once Close has returned")
	want := map[string]int{"": made}
	if made < 900 {
		want["not sent: the server is stopping"] = 900 - made
	}
	results.check(t, 900, want)
}
