package sandbox

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// watched records every event: whose it is, when it is due, and what the
// server's clock and the world's time are meanwhile, in seconds from the epoch.
func watched(box *Sandbox) *[]string {
	var seen []string
	box.witness = func(w *World, event *Event) {
		second := func(t time.Time) int { return int(t.Sub(epoch) / time.Second) }
		seen = append(seen, fmt.Sprint(w.Name.Key, event.Subject, " due ", second(event.Due), " at ", second(w.now), " server ", second(box.Now())))
	}
	return &seen
}

func sendAfter(box *Sandbox, key string, seconds ...int) {
	box.Open(Name{"p", key}, func(a *Account) {
		for _, s := range seconds {
			send(a, "+1", time.Duration(s)*time.Second)
		}
	})
}

// Worlds take turns: by due time, then by key, then by sequence; every clock
// shows the time that is due.
func TestServerAdvanceInMergedOrder(t *testing.T) {
	box := newSandbox()
	sendAfter(box, "b", 3, 1, 3)
	sendAfter(box, "a", 2, 3)
	seen := watched(box)
	happened, err := box.Advance(by(time.Minute))
	require.NoError(t, err)
	assert.Equal(t, []string{
		"b1 due 1 at 1 server 1", "a0 due 2 at 2 server 2", "a1 due 3 at 3 server 3", "b0 due 3 at 3 server 3", "b2 due 3 at 3 server 3",
	}, *seen)
	assert.Equal(t, 5, happened)
}

func TestWorldAdvanceShowsTheTimeDue(t *testing.T) {
	box := newSandbox()
	sendAfter(box, "a", 2, 1)
	world := known(box, Name{"p", "a"})
	seen := watched(box)
	shown := []time.Time{}
	watch := box.witness
	box.witness = func(w *World, event *Event) {
		watch(w, event)
		shown = append(shown, w.clock().Now())
	}
	happened, err := world.Advance(by(time.Minute))
	require.NoError(t, err)
	assert.Equal(t, []string{"a1 due 1 at 1 server 0", "a0 due 2 at 2 server 0"}, *seen)
	assert.Equal(t, []time.Time{epoch.Add(time.Second), epoch.Add(2 * time.Second)}, shown)
	assert.Equal(t, 2, happened)
}

// What a request sends from another world during an advance is settled in its
// turn: the clock does not run ahead and come back.
func TestSendsFromOtherWorldsDuringAnAdvance(t *testing.T) {
	box := newSandbox()
	sendAfter(box, "a", 1, 10)
	sendAfter(box, "b") // has nothing due yet
	seen := watched(box)
	watch := box.witness
	var sent sync.WaitGroup
	box.witness = func(w *World, event *Event) {
		watch(w, event)
		if len(*seen) == 1 { // as a handler would that is called back
			sent.Go(func() { sendAfter(box, "b", 5) })
			sent.Wait()
		}
	}
	_, err := box.Advance(by(time.Minute))
	require.NoError(t, err)
	assert.Equal(t, []string{"a0 due 1 at 1 server 1", "b0 due 6 at 6 server 6", "a1 due 10 at 10 server 10"}, *seen)
}

// A clock that was read just before it was moved does not turn a world back.
func TestWorldsNeverGoBack(t *testing.T) {
	box := newSandbox()
	sendAfter(box, "a", 1)
	world := known(box, Name{"p", "a"})
	_, err := box.Advance(by(time.Hour))
	require.NoError(t, err)
	box.clock.Store(showing(epoch, true))
	assert.Equal(t, epoch.Add(time.Hour), read(t, world).Now)
}

func TestFreezingBesideRequestsNeverTurnsBack(t *testing.T) {
	box := newSandbox(func(o *Options) { o.Freeze = false })
	sendAfter(box, "a", 1)
	world := known(box, Name{"p", "a"})
	stop := make(chan struct{})
	var requests sync.WaitGroup
	requests.Go(func() {
		last := epoch
		for {
			select {
			case <-stop:
				return
			default:
			}
			world.Do(func(a *Account) {
				assert.False(t, a.Now().Before(last), "%s before %s", a.Now(), last)
				last = a.Now()
			})
		}
	})
	for i := range 500 {
		require.NoError(t, world.Freeze(i%2 == 0))
	}
	close(stop)
	requests.Wait()
}

// A world that is gone owes nothing and takes no clock requests.
func TestForgottenWorlds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box := newSandbox(func(o *Options) { o.Freeze = false })
		sendAfter(box, "a", 1)
		name := Name{"p", "a"}
		world := known(box, name)
		seen := watched(box)
		there, err := box.Forget(name)
		require.NoError(t, err)
		assert.Equal(t, 1, there)
		there, err = box.Forget(name)
		require.NoError(t, err)
		assert.Zero(t, there)
		assert.False(t, world.timer.Stop(), "its timer is stopped")
		time.Sleep(time.Hour)
		synctest.Wait()
		assert.Empty(t, *seen)
		_, err = world.Advance(by(time.Hour))
		assert.ErrorIs(t, err, ErrGone)
		assert.ErrorIs(t, world.Freeze(true), ErrGone)
		_, err = world.Clock()
		assert.ErrorIs(t, err, ErrGone)
		assert.Empty(t, *seen)
	})
}

func TestFrozenClocksRingNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box := newSandbox(func(o *Options) { o.Freeze = false })
		sendAfter(box, "a", 1)
		seen := watched(box)
		require.NoError(t, box.Freeze(true))
		world := known(box, Name{"p", "a"})
		assert.False(t, world.timer.Stop(), "its timer is stopped")
		world.ring()
		time.Sleep(time.Hour)
		synctest.Wait()
		assert.Empty(t, *seen)
	})
}

// Resets and evictions beside traffic: nothing hangs, nothing is counted that is
// not there.
func TestResetsBesideTraffic(t *testing.T) {
	box := newSandbox(func(o *Options) { o.MaxAccounts = 2 })
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for n := range 500 {
				sendAfter(box, fmt.Sprint(i, n%3), 1)
				box.Record(box.Unopened("p"), Entry{})
			}
		})
	}
	all.Go(func() {
		for range 500 {
			_, err := box.Reset()
			require.NoError(t, err)
			box.Dropped()
		}
	})
	all.Wait()
	_, err := box.Reset()
	require.NoError(t, err)
	assert.Zero(t, box.messages.Load())
	assert.Empty(t, box.worlds())
}

// Too many messages do not cost those their account who have none.
func TestAccountsWithoutMessagesStay(t *testing.T) {
	box := newSandbox(func(o *Options) { o.MaxTotalMessages = 2 })
	sendAfter(box, "empty")
	sendAfter(box, "full", 1, 1)
	sendAfter(box, "last", 1)
	assert.NotNil(t, known(box, Name{"p", "empty"}).World)
	assert.Nil(t, known(box, Name{"p", "full"}).World)
	assert.Equal(t, Drops{Accounts: 1, Messages: 2}, box.Dropped())
}
