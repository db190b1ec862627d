package sandbox

import (
	"fmt"
	"hash/fnv"
	"slices"
	"time"
)

// Account is what one API key owns. It is only reached through Ref.Do, Ref.Look and
// Sandbox.Open, which hold the world's lock.
type Account struct {
	Name     Name
	Settings any // a pointer to the provider's own plain struct
	Data     any // the same, for what else the provider remembers

	Messages  *Messages
	Stops     *Stops // numbers that answered STOP
	Bounces   *Stops // numbers found to be nobody's (NPAI)
	Replies   *Replies
	Callbacks *Callbacks
	Rules     *Rules
	Faults    *Faults
	Journal   *Journal

	world    *World
	seed     int64 // of its ids and made-up values
	nextSend int64 // the id of the next send
	closed   bool  // it was deleted
}

func newAccount(world *World, name Name) *Account {
	options := world.box.options
	a := &Account{Name: name, world: world, seed: world.box.seed.Load()}
	a.Settings = a.provider().Settings()
	a.Data = a.provider().Data()
	a.nextSend = a.firstID("send")
	a.Messages = newMessages(min(options.MaxMessages, options.MaxTotalMessages))
	a.Stops = newStops(a.firstID("stop"))
	a.Bounces = newStops(a.firstID("bounce"))
	a.Replies = &Replies{kept: ring[Reply]{limit: options.MaxMessages}, nextID: a.firstID("reply")}
	a.Callbacks = newCallbacks(options.MaxCallbacks, a.firstID("callback"))
	a.Rules = &Rules{nextID: a.firstID("fate")}
	a.Faults = &Faults{nextID: a.firstID("fault")}
	a.Journal = newJournal(options.MaxRequests)
	return a
}

// Now is the time that the world has reached.
func (a *Account) Now() time.Time { return a.world.now }

// Later is when something will be over that begins now and takes a while, at the
// pace of the server.
func (a *Account) Later(delay time.Duration) time.Time { return a.Now().Add(a.Paced(delay)) }

// Frozen tells whether the clock of the account's world stands still.
func (a *Account) Frozen() bool { return a.world.clock().Frozen }

// firstID is where a counter of ids starts: a number derived from seed, provider
// and key, so that accounts seldom collide and repeat exactly. It leaves room
// for a thousand million ids below 2^31, which official clients read ids as.
func (a *Account) firstID(kind string) int64 {
	hash := fnv.New64a()
	fmt.Fprintf(hash, "%d|%s|%s|%s", a.seed, a.Name.Provider, a.Name.Key, kind)
	return 1_000_000 + int64(hash.Sum64()%1_000_000_000)
}

// NewSend reserves the id of one send.
func (a *Account) NewSend() int64 {
	id := a.nextSend
	a.nextSend++
	return id
}

// Accept takes a message into the account and starts its fate, or that of a rule
// of the account: the steps count from now, or from the time the message is
// scheduled for, until when it is in the state scheduled. Their delays are scaled
// by the pace; what is due at once happens at once.
func (a *Account) Accept(m *Message, fate []Step, scheduled string) {
	m.CreatedAt = a.Now()
	m.Base, m.Steps = a.Now(), a.Rules.fate(m, fate)
	if !m.ScheduledFor.IsZero() {
		m.Base, m.State = m.ScheduledFor.UTC(), scheduled
	}
	m.History = make([]Change, 0, len(m.Steps)+1)
	if m.State != "" {
		m.History = append(m.History, Change{State: m.State, At: m.CreatedAt})
	}
	if a.world.kept.Load() >= int64(a.world.box.options.MaxTotalMessages) {
		a.Messages.kept.settle()
	}
	if dropped := a.Messages.add(m); dropped != nil {
		a.cancelStep(dropped)
	} else {
		a.world.box.messages.Add(1)
		a.world.kept.Add(1)
	}
	a.touch()
	a.goOn(m)
}

// Enter puts a message into a state now, cancels the steps that were left, and
// reports nothing.
func (a *Account) Enter(m *Message, state string) {
	a.cancelStep(m)
	m.Steps = nil
	a.enter(m, state, a.Now())
}

// Force is Enter, and reports the state as a step would. A message that was to be
// sent later counts as sent now.
func (a *Account) Force(m *Message, state string) {
	if m.Base.After(a.Now()) {
		m.Base = a.Now()
	}
	a.Enter(m, state)
	a.provider().Entered(a, m, Step{State: state})
}

func (a *Account) enter(m *Message, state string, at time.Time) {
	a.Messages.enter(m, state, at)
	a.touch()
}

// touch notes that messages, answers or callbacks changed, for those who watch.
func (a *Account) touch() {
	w := a.world
	if w.box.watching.Load() > 0 && !slices.Contains(w.changed, a.Name) {
		w.changed = append(w.changed, a.Name)
	}
}

// step carries out the next step of the message that an event is about.
func (a *Account) step(event *Event) {
	m := a.Messages.bySerial(event.Subject)
	m.pending = nil
	a.take(m, event.Due)
	a.goOn(m)
}

// goOn carries out the steps of a message that are due, and puts the next one on
// the agenda: only that one, so an agenda is no longer than the list of messages
// under way.
func (a *Account) goOn(m *Message) {
	for len(m.Steps) > 0 {
		due := m.Base.Add(a.Paced(m.Steps[0].After))
		if due.After(a.Now()) {
			m.pending = a.world.schedule(a, due, StepDue, m.Serial)
			return
		}
		a.take(m, due)
	}
}

// longest is a delay to whose end no clock gets.
const longest = 290 * 365 * 24 * time.Hour

// Paced is a delay as the server's pace makes it.
func (a *Account) Paced(delay time.Duration) time.Duration {
	return time.Duration(min(float64(delay)*a.world.box.options.Pace, float64(longest)))
}

// take carries out the next step of a message.
func (a *Account) take(m *Message, at time.Time) {
	next := m.Steps[0]
	m.Steps = m.Steps[1:]
	if next.Do == Respond {
		a.receive(Reply{From: m.To.E164, Text: next.Text}, m)
		return
	}
	if next.Do == Enter || next.Do == Slip {
		a.enter(m, next.State, at)
	}
	a.provider().Entered(a, m, next)
}

func (a *Account) provider() *Provider { return a.world.box.providers[a.Name.Provider] }

func (a *Account) cancelStep(m *Message) {
	if m.pending != nil {
		a.world.agenda.remove(m.pending)
		m.pending = nil
	}
}

func (a *Account) drops() Drops {
	return Drops{Messages: a.Messages.dropped(), Requests: a.Journal.Dropped(), Callbacks: a.Callbacks.kept.dropped}
}

// Seed is that of a made-up value, never 0: the same for the same server seed,
// account, kind and number.
func (a *Account) Seed(kind string, number int64) int64 {
	hash := fnv.New64a()
	fmt.Fprintf(hash, "%d|%s|%s|%s|%d", a.seed, a.Name.Provider, a.Name.Key, kind, number)
	return max(int64(hash.Sum64()>>1), 1)
}
