package courier

import (
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSlowHostLeavesRoom(t *testing.T) {
	slow := newGate(t)
	quick := answering(t, func(http.ResponseWriter, *http.Request) {})
	c := newCourier(t)
	for range 500 {
		c.Carry(Parcel{URL: slow.URL, Done: func(Result) {}})
	}
	slow.await(places / 2)
	for range 100 {
		assert.Equal(t, 200, send(c, quick.URL).Status)
	}
	assert.Empty(t, slow.arrived, "a host alone gets its share and no more")

	// However many receivers hang, the next one still gets through.
	for n := 2; n <= 5; n++ {
		another := newGate(t)
		for range 500 {
			c.Carry(Parcel{URL: another.URL, Done: func(Result) {}})
		}
		another.await(places >> n)
		assert.Equal(t, 200, send(c, quick.URL).Status)
		assert.Empty(t, another.arrived)
	}
}

func TestNeverMoreThanThePlaces(t *testing.T) {
	var mu sync.Mutex
	var now, peak int
	count := func(by int) {
		mu.Lock()
		defer mu.Unlock()
		now += by
		peak = max(peak, now)
	}
	arrived, open := make(chan bool, 1000), make(chan bool)
	handle := func(http.ResponseWriter, *http.Request) {
		count(1)
		defer count(-1)
		arrived <- true
		<-open
	}
	var urls []string
	for range places + 10 {
		urls = append(urls, answering(t, handle).URL)
	}
	c := newCourier(t)
	var done sync.WaitGroup
	for range 3 {
		for _, url := range urls {
			done.Add(1)
			c.Carry(Parcel{URL: url, Done: func(Result) { done.Done() }})
		}
	}
	for range places {
		<-arrived
	}
	assert.Equal(t, places, c.running())
	assert.Empty(t, arrived)
	close(open)
	done.Wait()
	assert.Equal(t, places, peak)
}

func TestFirstComeFirstServed(t *testing.T) {
	receiver := newGate(t)
	c := newCourier(t)
	for n := range 100 {
		c.Carry(Parcel{URL: receiver.URL, Body: fmt.Append(nil, n), Done: func(Result) {}})
	}
	// These start together, and may arrive in any order.
	assert.NotContains(t, receiver.await(places/2), fmt.Sprint(places/2))
	for n := places / 2; n < 100; n++ {
		receiver.one <- struct{}{}
		assert.Equal(t, []string{fmt.Sprint(n)}, receiver.await(1))
	}
}

func TestDoneMayCarryTheNext(t *testing.T) {
	bodies := make(chan string, 3)
	server := answering(t, func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		bodies <- string(body)
	})
	c := newCourier(t)
	var again func(n int) Parcel
	again = func(n int) Parcel {
		return Parcel{URL: server.URL, Body: fmt.Append(nil, n), Done: func(Result) {
			if n < 3 {
				c.Carry(again(n + 1))
			}
		}}
	}
	c.Carry(again(1))
	for n := 1; n <= 3; n++ {
		assert.Equal(t, fmt.Sprint(n), <-bodies)
	}
}

func TestNothingIsKeptOfHostsThatHaveNothingLeft(t *testing.T) {
	server := answering(t, func(http.ResponseWriter, *http.Request) {})
	c := newCourier(t)
	for range 10 {
		send(c, server.URL)
		send(c, "no URL")
	}
	c.workers.Wait()
	assert.Empty(t, c.turns.hosts)
	assert.Empty(t, c.turns.waiting)
	assert.Zero(t, c.turns.running)
}
