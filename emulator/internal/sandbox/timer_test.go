package sandbox

import (
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// Whatever is done to worlds and clocks, what is due on a running clock happens
// within a tick, though nobody asks for it.
func TestNothingStaysDue(t *testing.T) {
	for seed := range uint64(60) {
		synctest.Test(t, func(t *testing.T) {
			s := &story{random: rand.New(rand.NewPCG(seed, 0)), box: newSandbox(func(o *Options) { o.Freeze = seed%2 == 0 })}
			defer s.box.Close()
			for step := range 80 {
				s.act()
				time.Sleep(2 * tick)
				synctest.Wait()
				for _, w := range s.box.worlds() {
					require.False(t, overdue(w), "seed %d, step %d", seed, step)
				}
			}
		})
	}
}

func overdue(w *World) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	head := w.agenda.head()
	return head != nil && !w.clock().Frozen && head.Due.Before(w.clock().Now().Add(-tick))
}

// story does random things to three worlds that follow the server's clock until
// their own is moved.
type story struct {
	random *rand.Rand
	box    *Sandbox
}

// someTime is from no time at all to hours.
func (s *story) someTime() time.Duration {
	longest := []time.Duration{3 * tick, time.Second, time.Minute, 5 * time.Hour}[s.random.IntN(4)]
	return time.Duration(s.random.Int64N(int64(longest)))
}

func (s *story) act() {
	name := Name{"p", string(rune('a' + s.random.IntN(3)))}
	world, there := s.box.Find(name)
	switch action := s.random.IntN(11); {
	case action < 4 || !there:
		s.box.Open(name, func(a *Account) { send(a, "+1", s.someTime()) })
	case action == 4:
		s.box.Open(name, s.callOff)
	case action == 5:
		s.box.Open(name, s.openOrCloseSub)
	case action == 6:
		_ = world.Freeze(s.random.IntN(2) == 0)
	case action == 7:
		_, _ = world.Advance(by(s.someTime()))
	case action == 8:
		_ = s.box.Freeze(s.random.IntN(2) == 0)
	case action == 9:
		_, _ = s.box.Advance(by(s.someTime()))
	default:
		time.Sleep(s.someTime())
	}
}

func (s *story) callOff(a *Account) {
	if head := a.world.agenda.head(); head != nil {
		head.account.Enter(head.account.Messages.bySerial(head.Subject), "cancelled")
	}
}

func (s *story) openOrCloseSub(a *Account) {
	key := a.Name.Key + "-sub"
	if sub := a.Sub(key); sub != nil {
		a.CloseSub(sub)
		return
	}
	send(a.OpenSub(key), "+2", s.someTime())
}
