package sandbox

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// copied is a snapshot of a sandbox, read back from its JSON.
func copied(t *testing.T, box *Sandbox) *Snapshot {
	t.Helper()
	snapshot, err := box.Snapshot(nil, true)
	require.NoError(t, err)
	text, err := json.Marshal(snapshot)
	require.NoError(t, err)
	snapshot, err = ReadSnapshot(text)
	require.NoError(t, err)
	return snapshot
}

// What an account that is deleted had under way, or queued behind it, holds up
// nobody.
func TestADeletedAccountsAttemptsHoldUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &post{}
		box := newReporting(p)
		name := Name{"p", "k"}
		box.Open(name, func(a *Account) { send(a.OpenSub("sub"), "+1", time.Second) })
		arrived := advancing(t, known(box, name), by(2*time.Second))
		synctest.Wait()
		require.Equal(t, []string{"+1 sent"}, p.bodies(), "the second callback waits for this one")
		box.Open(name, func(a *Account) { a.CloseSub(a.Sub("sub")) })
		p.answer(200)
		synctest.Wait()
		assert.Empty(t, p.carried, "what was queued is not made any more")
		assert.Zero(t, known(box, name).flying.Load(), "nothing is under way")
		require.True(t, *arrived)
	})
}

// A server that makes fewer tries than the one before it goes on with what that one
// began, and gives up where it would itself.
func TestRestoredIntoAServerWithOtherTries(t *testing.T) {
	for tries, more := range map[int]int{1: 1, 2: 1, 3: 2, 9: 8} {
		synctest.Test(t, func(t *testing.T) {
			p := &post{}
			box := newReporting(p, func(o *Options) { o.CallbackAttempts = 5 })
			box.Open(Name{"p", "k"}, func(a *Account) { send(a, "+1", 1000*time.Hour) })
			p.answer(500)
			snapshot := copied(t, box)
			next := newReporting(p, func(o *Options) { o.CallbackAttempts = tries })
			require.NoError(t, next.Restore(snapshot))
			arrived, made := advancing(t, next, by(time.Hour)), 0
			for synctest.Wait(); len(p.carried) > 0; synctest.Wait() {
				made += len(p.carried)
				p.answer(500)
			}
			assert.True(t, *arrived)
			assert.Equal(t, more, made, "%d tries", tries)
			known(next, Name{"p", "k"}).Look(func(a *Account) { assert.Equal(t, Failed, a.Callbacks.At(0).State) })
		})
	}
}

// What is asked for while everything is replaced, or forgotten, counts in what
// comes after, and only there: no world is left behind that nobody finds, and none
// has got ahead of the clock.
func TestReplacedBesideTraffic(t *testing.T) {
	box := newSandbox(func(o *Options) { o.MaxAccounts, o.MaxMessages = 10, 50 })
	sendAfter(box, "kept", 1)
	snapshot, err := json.Marshal(copied(t, box))
	require.NoError(t, err)
	var traffic sync.WaitGroup
	stop := make(chan struct{})
	for i := range 4 {
		traffic.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
					sendAfter(box, fmt.Sprint(i, n%3), 1)
				}
			}
		})
	}
	for i := range 60 {
		_, err := box.Advance(by(time.Hour))
		require.NoError(t, err)
		if i%2 == 0 {
			read, err := ReadSnapshot(snapshot)
			require.NoError(t, err)
			require.NoError(t, box.Restore(read))
		} else {
			_, err = box.Reset()
			require.NoError(t, err)
		}
		for _, world := range box.worlds() {
			reading, err := world.Clock()
			require.True(t, err != nil || reading.Now.Equal(epoch), "%s of %s", reading.Now, world.Name.Key)
		}
	}
	close(stop)
	traffic.Wait()
	kept := 0
	for _, world := range box.worlds() {
		kept += int(world.kept.Load())
	}
	assert.EqualValues(t, kept, box.messages.Load())
}

// A snapshot in which something is to happen to a thing more often than it can, or
// whose lists disagree, is damaged.
func TestDamagedSnapshots(t *testing.T) {
	p := &post{}
	box := newReporting(p)
	box.Open(Name{"p", "k"}, func(a *Account) { send(a, "+1", time.Hour) })
	whole := copied(t, box)
	for want, damage := range map[string]func(*savedWorld){
		"message 0 has two next steps":     func(w *savedWorld) { w.Agenda = append(w.Agenda, w.Agenda[0]) },
		"callback 0 has not been tried":    func(w *savedWorld) { w.Accounts[0].Callbacks.List[0].Tried = 0 },
		"callback 0 has two next attempts": func(w *savedWorld) { e := w.Agenda[0]; e.Kind = AttemptDue; w.Agenda = append(w.Agenda, e, e) },
		"sends[0] has id":                  func(w *savedWorld) { w.Accounts[0].Messages.Sends[0].Count = 7 },
		"sends[1] has id": func(w *savedWorld) {
			m := &w.Accounts[0].Messages
			m.Sends = append(m.Sends, savedSend{ID: 1, First: 1})
		},
		"was given to a send already":  func(w *savedWorld) { w.Accounts[0].NextSend = 0 },
		"message 0 is not among those": func(w *savedWorld) { w.Accounts[0].Messages.Sends = nil },
		"list[0] was tried -1 times":   func(w *savedWorld) { w.Accounts[0].Callbacks.List[0].Tried = -1 },
	} {
		snapshot := copied(t, box)
		damage(&snapshot.Worlds[0])
		assert.ErrorContains(t, newReporting(p).Restore(snapshot), want)
	}
	assert.NoError(t, newReporting(p).Restore(whole))
}

// Several may look at the whole state at the same time.
func TestSnapshotsAtTheSameTime(t *testing.T) {
	box := newSandbox()
	for i := range 50 {
		sendAfter(box, fmt.Sprint(i), 1)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				_, err := box.Snapshot(nil, false)
				assert.NoError(t, err)
			}
		})
	}
	all.Wait()
}

// Without the text of a key there is no telling whose account it opens.
func TestKeysAreText(t *testing.T) {
	box := newSandbox()
	assert.False(t, box.Open(Name{"p", "\xff"}, func(*Account) { t.Error("opened") }))
}

// A key that was given up is no account.
func TestDeletedAccountsAreNotCounted(t *testing.T) {
	box := newSandbox()
	box.Open(Name{"p", "k"}, func(a *Account) { a.OpenSub("sub") })
	assert.Len(t, box.Accounts("", ""), 2)
	box.Open(Name{"p", "k"}, func(a *Account) { a.CloseSub(a.Sub("sub")) })
	assert.Len(t, box.Accounts("", ""), 1)
	assert.False(t, box.Open(Name{"p", "sub"}, func(*Account) { t.Error("opened") }), "its key stays refused")
}

// A clock that runs goes on running in another server, and what is due on it
// happens when it is due; what became due in between happens at once.
func TestRestoredClocksRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box := newSandbox(func(o *Options) { o.Freeze = false })
		sendAfter(box, "server", 1, 10)
		sendAfter(box, "own", 1, 10)
		require.NoError(t, known(box, Name{"p", "own"}).Freeze(false))
		snapshot := copied(t, box)
		box.Close()
		time.Sleep(4 * time.Second)
		next := newSandbox()
		require.NoError(t, next.Restore(snapshot))
		// To look would carry out what is due.
		happened := func(key string) int64 {
			world := known(next, Name{"p", key}).World
			world.mu.Lock()
			defer world.mu.Unlock()
			return world.happened
		}
		assert.EqualValues(t, 1, happened("server"))
		assert.EqualValues(t, 1, happened("own"))
		time.Sleep(6 * time.Second)
		synctest.Wait()
		assert.EqualValues(t, 2, happened("server"), "by its timer")
		assert.EqualValues(t, 2, happened("own"), "by its timer")
		next.Close()
	})
}

// Attempts about one message are made one after the other, also where they are
// made again.
func TestRestoredLines(t *testing.T) {
	p := &post{}
	box := newReporting(p)
	box.Open(Name{"p", "k"}, func(a *Account) {
		a.Accept(&Message{Send: a.NewSend(), Nth: 1}, []Step{{State: "sent"}, {State: "arrived"}, {State: "read"}}, "scheduled")
		a.Replay(a.Callbacks.At(0))
	})
	require.Len(t, p.carried, 1)
	snapshot := copied(t, box)
	again := &post{}
	next := newReporting(again)
	require.NoError(t, next.Restore(snapshot))
	var made []string
	for len(again.carried) > 0 {
		require.Len(t, again.carried, 1)
		made = append(made, again.bodies()...)
		again.answer(200)
	}
	assert.Equal(t, []string{" sent", " arrived", " read", " sent"}, made)
	known(next, Name{"p", "k"}).Look(func(a *Account) {
		for place := range a.Callbacks.Len() {
			assert.Equal(t, Delivered, a.Callbacks.At(place).State)
		}
	})
}
