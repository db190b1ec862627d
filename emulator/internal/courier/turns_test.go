package courier

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTurns plays random attempts of random hosts and checks the rules at every
// step.
func TestTurns(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 1))
		turns := turns{hosts: map[string]*host{}}
		hosts := 1 + random.IntN(100)
		queued, running := map[string][]string{}, []*host{}
		start := func() {
			for h, p := turns.next(); h != nil; h, p = turns.next() {
				require.Equal(t, queued[h.name][0], p.URL, "first come, first served")
				queued[h.name] = queued[h.name][1:]
				running = append(running, h)
			}
		}
		for n := range 1000 {
			if len(running) == 0 || random.IntN(5) > 1 && n < 700 {
				name := fmt.Sprint(random.IntN(hosts))
				turns.add(name, Parcel{URL: fmt.Sprint(n)})
				queued[name] = append(queued[name], fmt.Sprint(n))
			} else {
				i := random.IntN(len(running))
				turns.end(running[i])
				running = slices.Delete(running, i, i+1)
			}
			start()
			require.Empty(t, brokenRule(&turns, queued, running), "after %d steps with seed %d", n, seed)
		}
	}
}

// brokenRule names a rule that does not hold; "" if all do. It is called too
// often for testify.
func brokenRule(turns *turns, queued map[string][]string, running []*host) string {
	if len(running) != turns.running || len(running) > places {
		return "so many run in all"
	}
	busy := map[string]int{}
	for _, h := range running {
		busy[h.name]++
	}
	for name, queue := range queued {
		h := turns.hosts[name]
		switch {
		case h == nil && len(queue)+busy[name] == 0:
		case h == nil || len(queue)+busy[name] == 0:
			return "a host is kept while it has something left"
		case h.running != busy[name] || h.running > places/2:
			return "so many of a host run"
		case len(h.queue) != len(queue) || slices.Contains(turns.waiting, h) != (len(queue) > 0):
			return "so many of a host wait"
		case len(queue) > 0 && h.running < places-len(running):
			return "who may start has been started"
		}
	}
	return ""
}

func TestHostsTakeTurns(t *testing.T) {
	turns := turns{hosts: map[string]*host{}}
	for _, name := range []string{"a", "a", "a", "b", "b", "c", "a"} {
		turns.add(name, Parcel{})
	}
	var order string
	for h, _ := turns.next(); h != nil; h, _ = turns.next() {
		order += h.name
	}
	assert.Equal(t, "abcabaa", order)
}
