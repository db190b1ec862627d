package sandbox

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// owing is a world with one callback under way, and room for only that one.
func owing(p *post) Ref {
	box := newReporting(p, func(o *Options) { o.MaxCallbacks = 1 })
	box.Open(Name{"p", "k"}, func(a *Account) { a.Owe(&Callback{URL: "http://127.0.0.1:9/"}, nil) })
	ref, _ := box.Find(Name{"p", "k"})
	return ref
}

// look copies the callback, and counts what is on the agenda.
func look(world Ref) (c Callback, events int) {
	world.Look(func(a *Account) { c, events = *a.Callbacks.At(0), len(world.agenda) })
	return c, events
}

// What the attempt comes to that was under way when a callback was replayed does
// not end the replay, whatever it is.
func TestAReplayOutlivesTheAttemptBeforeIt(t *testing.T) {
	for _, status := range []int{200, 400, 500} {
		p := &post{}
		world := owing(p)
		world.Do(func(a *Account) { a.Replay(a.Callbacks.At(0)) })
		require.Len(t, p.carried, 1, "one at a time")
		p.answer(status)
		c, events := look(world)
		assert.Equal(t, Owed, c.State, status)
		assert.False(t, c.Due.IsZero(), "the replay is due")
		assert.Zero(t, events, "and alone")
		p.answer(500)
		c, events = look(world)
		assert.Equal(t, Owed, c.State)
		assert.Equal(t, 1, events, "one retry")
		assert.Len(t, c.Attempts, 2)
	}
}

// A callback that was dropped is not tried again, whatever became of its replays.
func TestADroppedCallbackLeavesNoRetry(t *testing.T) {
	p := &post{}
	world := owing(p)
	world.Do(func(a *Account) { a.Replay(a.Callbacks.At(0)) })
	p.answer(500)
	p.answer(500)
	world.Do(func(a *Account) { a.Owe(&Callback{URL: "http://127.0.0.1:9/"}, nil) })
	p.answer(200)
	_, err := world.Advance(by(time.Hour))
	require.NoError(t, err)
	assert.Empty(t, p.carried)
}

// Faults that are spent make room for new ones; others do not.
func TestSpentFaultsMakeRoom(t *testing.T) {
	faults := &Faults{}
	for range MaxRules {
		_, there := faults.Add(Fault{Times: 1})
		require.True(t, there)
	}
	_, there := faults.Add(Fault{Times: 1})
	assert.False(t, there)
	spent := faults.Strike("send", "POST", nil)
	added, there := faults.Add(Fault{Times: 1})
	assert.True(t, there)
	assert.EqualValues(t, MaxRules, added.ID, "no id is used twice")
	assert.Len(t, faults.All(), MaxRules)
	assert.False(t, faults.Delete(spent.ID))
}

// A replay is a change that those who watch are told of, before it is answered.
func TestAReplayIsAChange(t *testing.T) {
	p := &post{}
	world := owing(p)
	p.answer(200)
	changed, stop := world.box.Watch("p", "k")
	defer stop()
	world.Do(func(a *Account) { a.Replay(a.Callbacks.At(0)) })
	assert.Len(t, changed, 1)
}
