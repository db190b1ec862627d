package courier

import (
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// newCourier makes a courier that is closed after the test, and sees to it that
// nothing of it is left then.
func newCourier(t *testing.T, allow ...string) *Courier {
	t.Helper()
	c, err := New(allow)
	require.NoError(t, err)
	t.Cleanup(func() {
		c.Close(0)
		requireNobodyLeft(t)
	})
	return c
}

// requireNobodyLeft waits until no worker, connection or dial is left. net/http
// ends its own goroutines shortly after it was told to.
func requireNobodyLeft(t *testing.T) {
	t.Helper()
	left := func() bool {
		stacks := make([]byte, 1<<20)
		all := string(stacks[:runtime.Stack(stacks, true)])
		return strings.Contains(all, "courier.(*Courier)") ||
			strings.Contains(all, "http.(*persistConn)") || strings.Contains(all, "http.(*Transport)")
	}
	require.Eventually(t, func() bool { return !left() }, 10*time.Second, time.Millisecond)
}

// send carries a parcel and waits for its result.
func send(c *Courier, url string) Result {
	return sendParcel(c, Parcel{URL: url, ContentType: "text/plain"})
}

func sendParcel(c *Courier, p Parcel) Result {
	done := make(chan Result, 1)
	p.Done = func(r Result) { done <- r }
	c.Carry(p)
	return <-done
}

// answering starts a receiver.
func answering(t *testing.T, answer http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return server
}

// gate is a receiver that answers only when it is told to.
type gate struct {
	URL     string
	arrived chan string   // the bodies, as they come
	one     chan struct{} // each value lets one answer go
	all     chan struct{} // closed by open
	open    func()        // lets all answers go
}

func newGate(t *testing.T) *gate {
	t.Helper()
	g := &gate{arrived: make(chan string, 1000), one: make(chan struct{}), all: make(chan struct{})}
	g.open = sync.OnceFunc(func() { close(g.all) })
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		g.arrived <- string(body)
		select {
		case <-g.one:
		case <-g.all:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(func() {
		g.open()
		server.Close()
	})
	g.URL = server.URL
	return g
}

// await waits for requests to arrive, and returns their bodies.
func (g *gate) await(n int) []string {
	var bodies []string
	for range n {
		bodies = append(bodies, <-g.arrived)
	}
	return bodies
}

// running is how many attempts are under way.
func (c *Courier) running() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.turns.running
}

// What nobody wants any more when its turn comes is not made.
func TestUnwantedParcels(t *testing.T) {
	c := newCourier(t)
	server := answering(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	result := sendParcel(c, Parcel{URL: server.URL, Wanted: func() bool { return false }})
	require.Equal(t, "not sent: nobody wants it any more", result.Error)
	require.Zero(t, result.Status)
	require.Equal(t, http.StatusNoContent, sendParcel(c, Parcel{URL: server.URL, Wanted: func() bool { return true }}).Status)
}
