package sandbox

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/emulator/internal/sms"
)

// TestMessagesAgainstAList compares ring and indexes with a plain list, for
// random sends that are larger and smaller than the ring.
func TestMessagesAgainstAList(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, limit := range []int{1, 2, 7, 50} {
		box := newSandbox(func(o *Options) { o.MaxMessages = limit })
		box.Open(Name{"p", "k"}, func(a *Account) {
			var all []*Message
			for range 100 {
				id := a.NewSend()
				for nth := range 1 + random.IntN(5) {
					m := &Message{
						Send: id, Nth: nth + 1, Tag: []string{"", "x", "y"}[random.IntN(3)],
						To: sms.Number{E164: fmt.Sprint("+", random.IntN(4))},
					}
					fate := []Step{{After: time.Duration(random.IntN(2)) * time.Second, State: "sent"}, {After: time.Hour, State: "arrived"}}
					a.Accept(m, fate, "scheduled")
					all = append(all, m)
				}
				checkIndexes(t, a.Messages, all[max(0, len(all)-limit):])
			}
			assert.EqualValues(t, len(all), a.Messages.Accepted())
			assert.Len(t, a.world.agenda, min(limit, len(all)), "a dropped message's event goes with it")
		})
	}
}

func checkIndexes(t *testing.T, got *Messages, kept []*Message) {
	t.Helper()
	sends, newest, tags, states := map[int64][]*Message{}, map[string]*Message{}, map[string][]*Message{}, map[string]int64{}
	for _, m := range kept {
		sends[m.Send] = append(sends[m.Send], m)
		newest[m.To.E164] = m
		tags[m.Tag] = append(tags[m.Tag], m)
		states[m.State]++
	}
	require.Equal(t, len(kept), got.Len())
	for i, m := range kept {
		require.Same(t, m, got.At(i))
	}
	require.Len(t, got.sends, len(sends))
	for id, messages := range sends {
		require.Equal(t, messages, got.Send(id))
		for _, m := range messages {
			require.Equal(t, m.To, got.To(id, m.To.E164).To)
		}
	}
	require.Len(t, got.newest, len(newest))
	for number, m := range newest {
		require.Same(t, m, got.Newest(number))
	}
	for _, tag := range []string{"x", "y"} {
		require.Len(t, got.Tagged(tag), len(tags[tag]))
		for i, m := range tags[tag] {
			require.Same(t, m, got.Tagged(tag)[i])
		}
	}
	for state, n := range states {
		require.Equal(t, n, got.In(state), state)
	}
}

func TestLeastRecentlyUsedAccountGoesFirst(t *testing.T) {
	box := newSandbox(func(o *Options) { o.MaxAccounts = 2 })
	touch := func(key string) { box.Open(Name{"p", key}, func(a *Account) { send(a, "+1", time.Second) }) }
	touch("a")
	touch("b")
	touch("a")
	known(box, Name{"p", "b"}).Look(func(*Account) {}) // to look is not to use
	held := known(box, Name{"p", "b"})
	touch("c")
	assert.NotNil(t, known(box, Name{"p", "a"}).World)
	assert.Nil(t, known(box, Name{"p", "b"}).World)
	assert.Equal(t, Drops{Accounts: 1, Messages: 1}, box.Dropped())
	assert.False(t, held.Do(func(*Account) { t.Error("an evicted world still works") }))
}

func TestMessagesInAllAreBounded(t *testing.T) {
	box := newSandbox(func(o *Options) { o.MaxTotalMessages = 10 })
	for _, key := range []string{"a", "b", "c"} {
		for range 5 {
			box.Open(Name{"p", key}, func(a *Account) { send(a, "+1", time.Second) })
		}
	}
	assert.Len(t, box.worlds(), 2)
	assert.EqualValues(t, 10, box.messages.Load())
	for range 20 {
		box.Open(Name{"p", "c"}, func(a *Account) { send(a, "+1", time.Second) })
	}
	assert.Len(t, box.worlds(), 1, "the account in use stays, and drops its own")
	assert.EqualValues(t, 10, box.messages.Load())
	assert.EqualValues(t, 25, box.Dropped().Messages)
}

func TestResetBeginsAnew(t *testing.T) {
	box := newSandbox()
	name := Name{"p", "k"}
	var first, second int64
	box.Open(name, func(a *Account) { first = send(a, "+1", time.Second).Send })
	_, err := box.Advance(by(time.Hour))
	require.NoError(t, err)
	forgotten, err := box.Reset()
	require.NoError(t, err)
	assert.Equal(t, 1, forgotten)
	assert.Equal(t, epoch, box.Now())
	assert.Zero(t, box.messages.Load())
	box.Open(name, func(a *Account) {
		assert.Zero(t, a.Messages.Len())
		second = a.NewSend()
	})
	assert.Equal(t, first, second)
}

func TestKeys(t *testing.T) {
	open := newSandbox()
	for key, known := range map[string]bool{"k": true, "": false, "invalid-1": false, "wrong": false, "Wrong": true} {
		assert.Equal(t, known, open.knows(key), key)
	}
	closed := newSandbox(func(o *Options) { o.Keys = []string{"invalid-but-mine"} })
	assert.True(t, closed.knows("invalid-but-mine"))
	assert.False(t, closed.knows("k"))
	assert.False(t, closed.Open(Name{"p", "k"}, func(*Account) { t.Error("opened") }))
}

func TestJournalKeepsTheNewest(t *testing.T) {
	box := newSandbox(func(o *Options) { o.MaxRequests = 3 })
	journal := box.Unopened("p")
	for i := range 5 {
		box.Record(journal, Entry{Path: fmt.Sprint(i)})
	}
	entries := journal.Newest(10)
	require.Len(t, entries, 3)
	assert.Equal(t, "2", entries[0].Path)
	assert.EqualValues(t, 5, entries[2].ID)
	assert.EqualValues(t, 2, box.Dropped().Requests)
}

func TestStops(t *testing.T) {
	stops := newStops(7)
	first, added := stops.Add("+1", epoch)
	assert.True(t, added)
	assert.EqualValues(t, 7, first.ID)
	_, added = stops.Add("+1", epoch)
	assert.False(t, added)
	second, _ := stops.Add("+2", epoch)
	assert.True(t, stops.Delete(first.ID))
	assert.False(t, stops.Delete(first.ID))
	assert.False(t, stops.Has("+1"))
	assert.Equal(t, []Stop{second}, stops.All())
}
