package sandbox

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Whatever is added, taken out and taken as due, the agenda does as a sorted list.
func TestAgenda(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	start := time.Date(2026, 11, 21, 8, 0, 0, 999_999_000, time.UTC)
	var got agenda
	var want []*Event
	for seq := range uint64(20_000) {
		switch random.IntN(5) {
		case 0, 1, 2:
			event := &Event{Due: start.Add(time.Duration(random.IntN(2000))), Seq: seq}
			got.add(event)
			at := slices.IndexFunc(want, func(other *Event) bool { return other.Due.After(event.Due) })
			if at < 0 {
				at = len(want)
			}
			want = slices.Insert(want, at, event)
		case 3:
			if len(want) > 0 {
				at := random.IntN(len(want))
				got.remove(want[at])
				want = slices.Delete(want, at, at+1)
			}
		default:
			by := start.Add(time.Duration(random.IntN(300)))
			for event := got.takeDue(by); event != nil; event = got.takeDue(by) {
				require.Same(t, want[0], event)
				want = want[1:]
			}
			require.True(t, len(want) == 0 || want[0].Due.After(by))
		}
		require.Len(t, got, len(want))
	}
	require.Equal(t, want, got.sorted())
}
