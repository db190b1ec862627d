package sandbox

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/emulator/internal/sms"
)

// post is a courier that keeps what it is given until the test answers.
type post struct{ carried []*Delivery }

func (p *post) carry(d *Delivery) { p.carried = append(p.carried, d) }

// answer gives the attempts under way their outcome.
func (p *post) answer(status int) {
	under := p.carried
	p.carried = nil
	for _, d := range under {
		d.Done(Outcome{Status: status})
	}
}

func (p *post) bodies() []string {
	var bodies []string
	for _, d := range p.carried {
		bodies = append(bodies, string(d.Body))
	}
	return bodies
}

// newReporting is a sandbox that reports every state of a message.
func newReporting(p *post, change ...func(*Options)) *Sandbox {
	box := newSandbox(change...)
	box.carry = p.carry
	for _, provider := range box.providers {
		provider.Entered = func(a *Account, m *Message, step Step) {
			a.Owe(&Callback{Body: []byte(m.To.E164 + " " + step.State)}, m)
		}
	}
	return box
}

// advancing moves a clock and tells when it has arrived.
func advancing(t *testing.T, clock interface{ Advance(Target) (int, error) }, by Target) (arrived *bool) {
	t.Helper()
	arrived = new(bool)
	go func() {
		_, err := clock.Advance(by)
		assert.NoError(t, err)
		*arrived = true
	}()
	return arrived
}

func now(t *testing.T, clock interface{ Clock() (Reading, error) }) time.Duration {
	t.Helper()
	return read(t, clock).Now.Sub(epoch)
}

// An advance of one world's clock or of the server's holds before the time at
// which an unanswered attempt might be repeated.
func TestAnAdvanceWaitsBeforeAPossibleRetry(t *testing.T) {
	for name, of := range map[string]func(*Sandbox) movable{
		"world":  func(box *Sandbox) movable { return known(box, Name{"p", "k"}) },
		"server": func(box *Sandbox) movable { return box },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := &post{}
				box := newReporting(p)
				box.Open(Name{"p", "k"}, func(a *Account) { send(a, "+1", 3*time.Second); send(a, "+2", 25*time.Second) })
				clock := of(box)
				p.answer(200) // both are sent
				arrived := advancing(t, clock, by(time.Hour))
				synctest.Wait()
				assert.Equal(t, []string{"+1 arrived"}, p.bodies())
				assert.Equal(t, 3*time.Second, now(t, clock), "what is due after 13 s waits for the answer")
				p.answer(500)
				synctest.Wait()
				assert.Equal(t, []string{"+1 arrived"}, p.bodies(), "the retry, 10 s after the attempt was due")
				assert.Equal(t, 13*time.Second, now(t, clock))
				p.answer(500)
				synctest.Wait()
				assert.Equal(t, []string{"+2 arrived"}, p.bodies(), "before the second retry, a minute later")
				assert.Equal(t, 25*time.Second, now(t, clock))
				p.answer(200)
				synctest.Wait()
				assert.Equal(t, 73*time.Second, now(t, clock))
				assert.False(t, *arrived, "an attempt is under way")
				p.answer(500)
				synctest.Wait()
				assert.True(t, *arrived)
				assert.Equal(t, time.Hour, now(t, clock))
				assert.Empty(t, p.carried, "three tries, then no more")
			})
		})
	}
}

type movable interface {
	Clock() (Reading, error)
	Advance(Target) (int, error)
}

// A retry that is due behind the target stays owed.
func TestARetryBehindTheTargetStaysOwed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &post{}
		box := newReporting(p)
		box.Open(Name{"p", "k"}, func(a *Account) { send(a, "+1", 5*time.Second) })
		p.answer(200)
		arrived := advancing(t, box, by(10*time.Second))
		synctest.Wait()
		p.answer(503)
		synctest.Wait()
		require.True(t, *arrived)
		assert.Equal(t, 10*time.Second, now(t, box))
		assert.Equal(t, epoch.Add(15*time.Second), read(t, box).Next)
		known(box, Name{"p", "k"}).Do(func(a *Account) {
			c := a.Callbacks.At(1)
			assert.Equal(t, Owed, c.State)
			assert.Equal(t, epoch.Add(15*time.Second), c.Due)
		})
	})
}

// What is about one message is called back one at a time, in order, also if the
// receiver is slower than the clock.
func TestCallbacksOfAMessageKeepTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &post{}
		box := newReporting(p)
		box.Open(Name{"p", "k"}, func(a *Account) { send(a, "+1", time.Second); send(a, "+2", time.Second) })
		advancing(t, box, by(5*time.Second))
		synctest.Wait()
		assert.Equal(t, []string{"+1 sent", "+2 sent"}, p.bodies(), "the second callbacks wait for these")
		assert.Equal(t, time.Second, now(t, box), "the time goes on meanwhile")
		p.answer(200)
		synctest.Wait()
		assert.Equal(t, []string{"+1 arrived", "+2 arrived"}, p.bodies())
		p.answer(200)
	})
}

// Retries that are due together come in the order of the first attempts, however
// fast receivers answer.
func TestRetriesComeInTheOrderOfTheAttempts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &post{}
		box := newReporting(p)
		box.Open(Name{"p", "k"}, func(a *Account) {
			for _, to := range []string{"+1", "+2", "+3"} {
				send(a, to, time.Hour)
			}
		})
		under := p.carried
		p.carried = nil
		for _, i := range []int{2, 0, 1} {
			under[i].Done(Outcome{Error: "connection refused"})
		}
		arrived := advancing(t, box, by(10*time.Second))
		synctest.Wait()
		assert.Equal(t, []string{"+1 sent", "+2 sent", "+3 sent"}, p.bodies())
		p.answer(200)
		synctest.Wait()
		assert.True(t, *arrived)
	})
}

func TestOutcomes(t *testing.T) {
	for _, test := range []struct {
		outcome Outcome
		state   string
		retried bool
	}{
		{Outcome{Status: 200}, Delivered, false},
		{Outcome{Status: 204}, Delivered, false},
		{Outcome{Status: 302}, Owed, true},
		{Outcome{Status: 400}, Failed, false},
		{Outcome{Status: 404}, Failed, false},
		{Outcome{Status: 500}, Owed, true},
		{Outcome{Error: "no answer within 10s"}, Owed, true},
		{Outcome{Error: "refused: …", Refused: true}, Refused, false},
	} {
		p := &post{}
		box := newReporting(p)
		box.Open(Name{"p", "k"}, func(a *Account) { send(a, "+1", time.Hour) })
		p.carried[0].Done(test.outcome)
		known(box, Name{"p", "k"}).Do(func(a *Account) {
			c := a.Callbacks.At(0)
			assert.Equal(t, test.state, c.State, "%+v", test.outcome)
			assert.Equal(t, test.retried, !c.Due.IsZero(), "%+v", test.outcome)
			assert.Equal(t, test.outcome, c.Attempts[0].Outcome)
		})
	}
}

// A callback that the ring drops is not tried again, and its answer, when it
// comes, changes nothing.
func TestDroppedCallbacks(t *testing.T) {
	p := &post{}
	box := newReporting(p, func(o *Options) { o.MaxCallbacks = 2 })
	box.Open(Name{"p", "k"}, func(a *Account) {
		for _, to := range []string{"+1", "+2", "+3"} {
			send(a, to, time.Hour)
		}
	})
	world := known(box, Name{"p", "k"})
	p.answer(500)
	world.Do(func(a *Account) {
		assert.Equal(t, 2, a.Callbacks.Len())
		send(a, "+4", time.Hour)
	})
	p.answer(200)
	assert.Equal(t, int64(2), box.Dropped().Callbacks)
	retries := 0
	for _, event := range world.agenda.sorted() {
		if event.Kind == AttemptDue {
			retries++
		}
	}
	assert.Equal(t, 1, retries, "only the one that is kept is tried again")
}

// A replay is a callback with all its attempts before it, also when a retry was
// still owed.
func TestReplay(t *testing.T) {
	p := &post{}
	box := newReporting(p)
	box.Open(Name{"p", "k"}, func(a *Account) { send(a, "+1", time.Hour) })
	world := known(box, Name{"p", "k"})
	p.answer(500)
	world.Do(func(a *Account) { a.Replay(a.Callbacks.At(0)) })
	assert.Equal(t, []string{"+1 sent"}, p.bodies())
	p.answer(200)
	assert.Zero(t, len(world.agenda)-1, "the retry is cancelled; the arrival is left")
	world.Do(func(a *Account) {
		assert.Equal(t, Delivered, a.Callbacks.At(0).State)
		assert.Len(t, a.Callbacks.At(0).Attempts, 2)
		for range 3 {
			a.Replay(a.Callbacks.At(0))
		}
	})
	for range 3 {
		p.answer(200)
	}
	world.Do(func(a *Account) { assert.Len(t, a.Callbacks.At(0).Attempts, 5) })
	assert.Empty(t, p.carried)
}

// While somebody waits for an account, or its callbacks are under way, it is not
// evicted.
func TestWhatIsWaitedForStays(t *testing.T) {
	p := &post{}
	box := newReporting(p, func(o *Options) { o.MaxAccounts = 2 })
	_, stop := box.Watch("p", "watched")
	box.Open(Name{"p", "watched"}, func(*Account) {})
	box.Open(Name{"p", "calling"}, func(a *Account) { send(a, "+1", time.Hour) })
	for _, key := range []string{"a", "b", "c"} {
		box.Open(Name{"p", key}, func(*Account) {})
	}
	assert.NotNil(t, known(box, Name{"p", "watched"}).World)
	assert.NotNil(t, known(box, Name{"p", "calling"}).World)
	assert.Nil(t, known(box, Name{"p", "c"}).World, "not even the newest may stay: there is no room")
	stop()
	p.answer(200)
	box.Open(Name{"p", "d"}, func(*Account) {})
	assert.Len(t, box.worlds(), 2)
	assert.Nil(t, known(box, Name{"p", "watched"}).World)
}

// A world that is closed while an advance waits for its callbacks ends it.
func TestClosingEndsAnAdvance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &post{}
		box := newReporting(p)
		box.Open(Name{"p", "k"}, func(a *Account) { send(a, "+1", time.Second) })
		ended := make(chan error)
		go func() {
			_, err := known(box, Name{"p", "k"}).Advance(by(time.Minute))
			ended <- err
		}()
		synctest.Wait()
		box.Close()
		assert.ErrorIs(t, <-ended, ErrGone)
		p.answer(200) // nobody is there to take it
	})
}

func TestWatchersAreTold(t *testing.T) {
	p := &post{}
	box := newReporting(p)
	mine, stopMine := box.Watch("p", "k")
	other, stopOther := box.Watch("q", "")
	defer stopOther()
	box.Open(Name{"p", "k"}, func(a *Account) { send(a, "+1", time.Hour) })
	assert.Len(t, mine, 1)
	assert.Empty(t, other)
	<-mine
	p.answer(200)
	assert.Len(t, mine, 1, "a callback came to its end")
	<-mine
	stopMine()
	box.Open(Name{"p", "k"}, func(a *Account) { send(a, "+1", time.Hour) })
	assert.Empty(t, mine)
}

// Who answers has not got a message yet that is scheduled for later.
func TestAnAnswerIsToTheNewestMessageThatHasLeft(t *testing.T) {
	box := newSandbox()
	box.Open(Name{"p", "k"}, func(a *Account) {
		later := &Message{Send: a.NewSend(), Nth: 1, To: sms.Number{E164: "+2"}, ScheduledFor: a.Now().Add(time.Hour)}
		a.Accept(later, []Step{{State: "sent"}}, "scheduled")
		assert.Empty(t, a.Receive("+2", "", "oui").Message)
		first := &Message{Send: a.NewSend(), Nth: 1, To: sms.Number{E164: "+1"}}
		a.Accept(first, []Step{{State: "sent"}}, "scheduled")
		other := *later
		other.Send, other.To = a.NewSend(), first.To
		a.Accept(&other, []Step{{State: "sent"}}, "scheduled")
		assert.Equal(t, first.ID(), a.Receive("+1", "", "oui").Message)
	})
	_, err := box.Advance(by(time.Hour))
	require.NoError(t, err)
	box.Open(Name{"p", "k"}, func(a *Account) {
		assert.Equal(t, a.Messages.Newest("+1").ID(), a.Receive("+1", "", "oui").Message)
		assert.Equal(t, 3, a.Replies.Len())
		assert.Equal(t, "oui", a.Replies.At(2).Text)
	})
}

// What is prepared for later is listed, made when it is due, and not made any more
// once the list has dropped it.
func TestPreparedCallbacks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &post{}
		box := newReporting(p, func(o *Options) { o.MaxCallbacks = 2 })
		box.Open(Name{"p", "k"}, func(a *Account) {
			for i := range 3 {
				a.OweAt(&Callback{Body: []byte{byte('a' + i)}}, nil, a.Later(time.Duration(3-i)*time.Second))
			}
			assert.Equal(t, Owed, a.Callbacks.At(0).State)
			assert.Equal(t, a.Now().Add(2*time.Second), a.Callbacks.At(0).Due)
			assert.Len(t, a.world.agenda, 2)
		})
		assert.Empty(t, p.carried)
		arrived := advancing(t, known(box, Name{"p", "k"}), by(3*time.Second))
		synctest.Wait()
		assert.Equal(t, []string{"c", "b"}, p.bodies())
		p.answer(200)
		synctest.Wait()
		assert.True(t, *arrived)
		known(box, Name{"p", "k"}).Do(func(a *Account) {
			assert.Equal(t, Delivered, a.Callbacks.At(0).State)
			assert.Empty(t, a.world.agenda)
		})
	})
}

// One that is made before it is due is not made again when it is.
func TestReplayOfAPreparedCallback(t *testing.T) {
	p := &post{}
	box := newReporting(p)
	box.Open(Name{"p", "k"}, func(a *Account) {
		a.OweAt(&Callback{Body: []byte("a")}, nil, a.Later(time.Second))
		a.Replay(a.Callbacks.At(0))
		assert.Empty(t, a.world.agenda)
	})
	assert.Equal(t, []string{"a"}, p.bodies())
}
