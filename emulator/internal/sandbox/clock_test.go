package sandbox

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/emulator/internal/sms"
)

var epoch = time.Date(2027, 1, 11, 9, 0, 0, 0, time.UTC)

func newSandbox(change ...func(*Options)) *Sandbox {
	options := Options{
		Seed: 1, Pace: 1, Time: epoch, Freeze: true,
		MaxMessages: 1000, MaxRequests: 10, MaxCallbacks: 10_000, CallbackAttempts: 3, MaxAccounts: 100, MaxTotalMessages: 10_000,
	}
	for _, c := range change {
		c(&options)
	}
	provider := &Provider{
		Settings: func() any { return new(struct{}) },
		Data:     func() any { return new(struct{}) },
		Entered:  func(*Account, *Message, Step) {},
		Answered: func(*Account, *Reply, *Message) {},
	}
	return New(options, map[string]*Provider{"p": provider, "q": provider}, func(*Delivery) {})
}

// send accepts a message that is sent at once and arrives after a delay.
func send(a *Account, to string, delay time.Duration) *Message {
	m := &Message{
		Send: a.NewSend(), Nth: 1, To: sms.Number{E164: to},
	}
	a.Accept(m, []Step{{State: "sent"}, {After: delay, State: "arrived"}}, "scheduled")
	return m
}

func by(d time.Duration) Target {
	return func(now time.Time) time.Time { return now.Add(d) }
}

func read(t *testing.T, clock interface{ Clock() (Reading, error) }) Reading {
	t.Helper()
	reading, err := clock.Clock()
	require.NoError(t, err)
	return reading
}

func TestWhatIsDueNowHappensBeforeTheCallReturns(t *testing.T) {
	box := newSandbox(func(o *Options) { o.Pace = 0 })
	var m *Message
	require.True(t, box.Open(Name{"p", "k"}, func(a *Account) { m = send(a, "+1", time.Hour) }))
	assert.Equal(t, []Change{{"sent", epoch}, {"arrived", epoch}}, m.History, "pace 0 is at once, also on a frozen clock")
}

func TestPaceScalesDelays(t *testing.T) {
	box := newSandbox(func(o *Options) { o.Pace = 0.1 })
	box.Open(Name{"p", "k"}, func(a *Account) { send(a, "+1", time.Minute) })
	assert.Equal(t, epoch.Add(6*time.Second), read(t, box).Next)
}

func TestAdvanceHappensInOrderAtTheTimeDue(t *testing.T) {
	box := newSandbox()
	var messages []*Message
	random := rand.New(rand.NewPCG(1, 2))
	box.Open(Name{"p", "k"}, func(a *Account) {
		for range 500 {
			messages = append(messages, send(a, "+1", time.Duration(random.IntN(100))*time.Second))
		}
	})
	happened, err := box.Advance(by(50 * time.Second))
	require.NoError(t, err)
	arrived := 0
	for _, m := range messages {
		if m.State == "arrived" {
			arrived++
			assert.False(t, m.Since().After(epoch.Add(50*time.Second)))
		} else {
			assert.Equal(t, "sent", m.State)
		}
	}
	waitedFor := 0 // those with no delay arrived when they were sent
	for _, m := range messages {
		if m.State == "arrived" && m.Since().After(epoch) {
			waitedFor++
		}
	}
	assert.Equal(t, waitedFor, happened)
	assert.NotZero(t, 500-arrived, "what is due later waits")
	assert.Equal(t, epoch.Add(50*time.Second), box.Now())
}

func TestServerAdvanceMergesWorldsThatFollow(t *testing.T) {
	box := newSandbox()
	for _, name := range []Name{{"q", "b"}, {"q", "a"}, {"p", "c"}} {
		box.Open(name, func(a *Account) {
			send(a, "+1", 2*time.Second)
			send(a, "+1", time.Second)
		})
	}
	own := known(box, Name{"p", "c"})
	require.NoError(t, own.Freeze(true))
	happened, err := box.Advance(by(time.Minute))
	require.NoError(t, err)
	assert.Equal(t, 4, happened, "the world with a clock of its own stays behind")
	assert.Equal(t, epoch, read(t, own).Now)
	assert.Equal(t, epoch.Add(time.Minute), read(t, known(box, Name{"q", "a"})).Now)

	happened, err = own.Advance(by(time.Second))
	require.NoError(t, err)
	assert.Equal(t, 1, happened)
	assert.Equal(t, epoch.Add(2*time.Second), read(t, own).Next)
}

func TestMergedOrder(t *testing.T) {
	worlds := func(keys string) []follower {
		var list []follower
		for i, key := range keys {
			list = append(list, follower{epoch.Add(time.Duration(i/2) * time.Second), &World{Name: Name{"p", string(key)}}})
		}
		return list
	}
	queue := followers(worlds("abcd"))
	for i := range queue {
		for j := range queue {
			assert.Equal(t, i < j, queue.Less(i, j), "by due time, then by provider and key: %d %d", i, j)
		}
	}
}

func TestClockNeverGoesBack(t *testing.T) {
	box := newSandbox()
	_, err := box.Advance(func(time.Time) time.Time { return epoch.Add(-time.Nanosecond) })
	var past *PastError
	require.ErrorAs(t, err, &past)
	assert.Equal(t, epoch, past.Now)
	assert.Equal(t, epoch, box.Now())
}

func TestOneClockRequestAtATime(t *testing.T) {
	box := newSandbox()
	var inside error
	_, err := box.Advance(func(now time.Time) time.Time {
		_, inside = box.Advance(by(time.Second))
		return now
	})
	require.NoError(t, err)
	assert.ErrorIs(t, inside, ErrClockBusy)
	_, err = box.Reset()
	require.NoError(t, err)
}

func TestWorldsDoNotWaitForEachOthersClocks(t *testing.T) {
	box := newSandbox()
	box.Open(Name{"p", "a"}, func(*Account) {})
	box.Open(Name{"p", "b"}, func(*Account) {})
	a, b := known(box, Name{"p", "a"}), known(box, Name{"p", "b"})
	_, err := a.Advance(func(now time.Time) time.Time {
		_, inside := b.Advance(by(time.Second))
		assert.NoError(t, inside)
		_, inside = a.Advance(by(time.Second))
		assert.ErrorIs(t, inside, ErrClockBusy)
		return now
	})
	require.NoError(t, err)
}

// Only a look at the message without the world's help shows that the timer did
// the work: every call through the world catches up by itself.
func TestRunningClockServesTheAgenda(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box := newSandbox(func(o *Options) { o.Freeze = false })
		var late, early *Message
		box.Open(Name{"p", "k"}, func(a *Account) {
			late = send(a, "+1", time.Hour)
			early = send(a, "+1", 2*time.Second)
		})
		world := known(box, Name{"p", "k"})
		state := func(m *Message) string {
			world.mu.Lock()
			defer world.mu.Unlock()
			return m.State
		}
		time.Sleep(1999 * time.Millisecond)
		synctest.Wait()
		assert.Equal(t, "sent", state(early))
		time.Sleep(time.Millisecond)
		synctest.Wait()
		assert.Equal(t, "arrived", state(early))
		assert.Equal(t, epoch.Add(2*time.Second), early.Since())

		require.NoError(t, box.Freeze(true))
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		assert.Equal(t, "sent", state(late), "a frozen clock owes, but does not deliver")
		require.NoError(t, box.Freeze(false))
		time.Sleep(time.Hour - 2*time.Second)
		synctest.Wait()
		assert.Equal(t, "arrived", state(late), "unfreezing goes on from the time reached")
		assert.Equal(t, epoch.Add(time.Hour), late.Since())
	})
}

// A machine that slept wakes up with another wall clock, and with timers that did
// not notice.
func TestTheWallClockJumps(t *testing.T) {
	for name, calledOff := range map[string]bool{"and what is ahead stays": false, "and what is ahead is called off": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				box := newSandbox(func(o *Options) { o.Freeze = false })
				var ahead, next *Message
				box.Open(Name{"p", "k"}, func(a *Account) { ahead = send(a, "+1", 2*time.Hour) })
				jumped := *box.clock.Load()
				jumped.Offset += time.Hour
				box.clock.Store(&jumped)
				box.Open(Name{"p", "k"}, func(a *Account) {
					if calledOff {
						a.Enter(ahead, "cancelled")
					}
					next = send(a, "+2", 70*time.Minute)
				})
				time.Sleep(71 * time.Minute)
				synctest.Wait()
				world := known(box, Name{"p", "k"})
				world.mu.Lock()
				defer world.mu.Unlock()
				assert.Equal(t, "arrived", next.State)
			})
		})
	}
}

func TestRunningClockGoesOnAfterAnAdvance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box := newSandbox(func(o *Options) { o.Freeze = false })
		var m *Message
		box.Open(Name{"p", "k"}, func(a *Account) { m = send(a, "+1", time.Hour) })
		world := known(box, Name{"p", "k"})
		_, err := world.Advance(by(time.Hour - time.Second))
		require.NoError(t, err)
		assert.Equal(t, epoch.Add(time.Hour-time.Second), read(t, world).Now)
		time.Sleep(time.Second)
		synctest.Wait()
		world.mu.Lock()
		assert.Equal(t, "arrived", m.State)
		world.mu.Unlock()
	})
}

// A request in the middle of an advance is served at the time reached, and what
// it sends is settled by the same advance.
func TestCallsDuringAnAdvance(t *testing.T) {
	box := newSandbox()
	name := Name{"p", "k"}
	box.Open(name, func(a *Account) {
		for i := range 100 {
			send(a, "+1", time.Duration(i+1)*time.Second)
		}
	})
	done := make(chan struct{})
	go func() {
		defer close(done)
		last := epoch
		for range 200 {
			box.Open(name, func(a *Account) {
				assert.False(t, a.Now().Before(last), "time never goes back")
				last = a.Now()
				send(a, "+2", time.Second)
			})
		}
	}()
	_, err := box.Advance(by(time.Hour))
	require.NoError(t, err)
	<-done
	_, err = box.Advance(by(time.Hour))
	require.NoError(t, err)
	known(box, name).Look(func(a *Account) {
		assert.EqualValues(t, 300, a.Messages.In("arrived"))
	})
}

func TestSameSeedSameIds(t *testing.T) {
	ids := func(seed int64, keys string) string {
		box := newSandbox(func(o *Options) { o.Seed = seed })
		var all strings.Builder
		for _, key := range strings.Split(keys, "") {
			box.Open(Name{"p", key}, func(a *Account) {
				if id := a.NewSend(); key == "a" {
					fmt.Fprintln(&all, id)
				}
			})
		}
		return all.String()
	}
	assert.Equal(t, ids(1, "aaa"), ids(1, "abacaz"), "the traffic of others does not matter")
	assert.NotEqual(t, ids(1, "aaa"), ids(2, "aaa"))
}

// known is an account that may be known; its world is nil if it is not.
func known(box *Sandbox, name Name) Ref {
	ref, _ := box.Find(name)
	return ref
}

// A delay that no clock gets to the end of does not turn round.
func TestDelaysBeyondAllTime(t *testing.T) {
	box := newSandbox(func(o *Options) { o.Pace = 1000 })
	box.Open(Name{"p", "k"}, func(a *Account) {
		m := send(a, "+1", 25_404*time.Hour)
		assert.Equal(t, "sent", m.State)
		assert.True(t, m.pending.Due.After(LastTime()))
	})
}
