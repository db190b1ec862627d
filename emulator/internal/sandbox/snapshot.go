package sandbox

import (
	"encoding/json"
	"slices"
	"sync"
	"time"
)

// SnapshotVersion is that of the format that Snapshot writes; no other is read.
const SnapshotVersion = 1

// Snapshot is all that a sandbox holds, as plain data. Limits, quirks and pace
// are the server's and not in it.
type Snapshot struct {
	Version  int                     `json:"version"`
	Seed     int64                   `json:"seed"`
	Clock    Clock                   `json:"clock"`
	Entries  int64                   `json:"entries"`  // the number of the last request
	Unopened map[string]savedJournal `json:"unopened"` // by provider
	Worlds   []savedWorld            `json:"accounts"` // each with its sub-accounts
}

type savedWorld struct {
	Provider string         `json:"provider"`
	Key      string         `json:"key"`
	Clock    *Clock         `json:"clock"` // null: it follows the server's
	Now      time.Time      `json:"now"`
	Seq      uint64         `json:"seq"`
	Happened int64          `json:"happened"`
	Dead     []string       `json:"dead"` // the keys of deleted sub-accounts
	Agenda   []savedEvent   `json:"agenda"`
	Flights  []savedFlight  `json:"flights"` // attempts under way: they are made again
	Accounts []savedAccount `json:"accounts"`
}

type savedEvent struct {
	Due     time.Time `json:"due"`
	Seq     uint64    `json:"seq"`
	Kind    Kind      `json:"kind"`
	Subject int64     `json:"subject"`
	Account int       `json:"account"` // its place among the world's accounts
}

type savedFlight struct {
	Due      time.Time `json:"due"`
	Seq      uint64    `json:"seq"`
	Callback int64     `json:"callback"` // serial
	Account  int       `json:"account"`
}

type savedAccount struct {
	Key       string                  `json:"key"`
	Settings  json.RawMessage         `json:"settings"`
	Data      json.RawMessage         `json:"data"`
	NextSend  int64                   `json:"nextSend"`
	Messages  savedMessages           `json:"messages"`
	Stops     savedStops              `json:"stops"`
	Bounces   savedStops              `json:"bounces"`
	Replies   savedNumbered[Reply]    `json:"replies"`
	Callbacks savedNumbered[Callback] `json:"callbacks"`
	Rules     savedNumbered[FateRule] `json:"fates"`
	Faults    savedNumbered[Fault]    `json:"faults"`
	Journal   savedJournal            `json:"journal"`
}

type savedMessages struct {
	Dropped int64       `json:"dropped"`
	List    []Message   `json:"list"`
	Sends   []savedSend `json:"sends"`
}

type savedSend struct {
	ID    int64   `json:"id"`
	First int64   `json:"first"`
	Count int64   `json:"count"`
	Cost  Decimal `json:"cost"`
}

type savedStops struct {
	NextID int64  `json:"nextID"`
	List   []Stop `json:"list"`
}

// savedNumbered is a list whose items are numbered from a counter of the account.
type savedNumbered[T any] struct {
	NextID  int64 `json:"nextID"`
	Dropped int64 `json:"dropped"`
	List    []T   `json:"list"`
}

type savedJournal struct {
	Dropped int64   `json:"dropped"`
	List    []Entry `json:"list"`
}

// Snapshot copies what the sandbox holds, or one world of it. While a clock is
// being moved there is none, for it would stand somewhere on the way: the caller
// waits until it has arrived, or is refused.
func (s *Sandbox) Snapshot(only *Name, wait bool) (*Snapshot, error) {
	if !lock(&s.clockMu, wait) {
		return nil, ErrClockBusy
	}
	defer s.clockMu.RUnlock()
	snapshot := &Snapshot{
		Version: SnapshotVersion, Seed: s.seed.Load(), Clock: *s.clock.Load(), Entries: s.entries.Load(),
		Unopened: map[string]savedJournal{}, Worlds: []savedWorld{},
	}
	worlds := s.worlds()
	if only != nil {
		wanted, _ := s.Find(*only)
		worlds = slices.DeleteFunc(worlds, func(world *World) bool { return world != wanted.World })
	} else {
		for provider, journal := range s.unopened {
			snapshot.Unopened[provider] = journal.save()
		}
	}
	for _, world := range worlds {
		saved, err := world.save(wait)
		if err != nil {
			return nil, err
		}
		if saved != nil {
			snapshot.Worlds = append(snapshot.Worlds, *saved)
		}
	}
	return snapshot, nil
}

// lock takes a lock for reading that may be held for long, if need be after
// waiting for it.
func lock(mu *sync.RWMutex, wait bool) bool {
	if wait {
		mu.RLock()
		return true
	}
	return mu.TryRLock()
}

// save copies the world; nil if it was closed meanwhile.
func (w *World) save(wait bool) (*savedWorld, error) {
	if !lock(&w.clockMu, wait) {
		return nil, ErrClockBusy
	}
	defer w.clockMu.RUnlock()
	var saved *savedWorld
	w.locked(func() {
		saved = &savedWorld{
			Provider: w.Name.Provider, Key: w.Name.Key, Clock: w.own, Now: w.now, Seq: w.seq, Happened: w.happened,
			Dead: []string{}, Agenda: []savedEvent{}, Flights: []savedFlight{},
		}
		for _, name := range w.dead {
			saved.Dead = append(saved.Dead, name.Key)
		}
		for _, event := range w.agenda.sorted() {
			place := slices.Index(w.accounts, event.account)
			saved.Agenda = append(saved.Agenda, savedEvent{event.Due, event.Seq, event.Kind, event.Subject, place})
		}
		for place, account := range w.accounts {
			saved.Flights = append(saved.Flights, account.Callbacks.underWay(place)...)
			saved.Accounts = append(saved.Accounts, account.save())
		}
		slices.SortFunc(saved.Flights, func(a, b savedFlight) int { return int(a.Seq) - int(b.Seq) })
	})
	return saved, nil
}

func (a *Account) save() savedAccount {
	settings, _ := json.Marshal(a.Settings) // plain structs of ours
	data, _ := json.Marshal(a.Data)
	return savedAccount{
		Key: a.Name.Key, Settings: settings, Data: data, NextSend: a.nextSend,
		Messages:  a.Messages.save(),
		Stops:     a.Stops.save(),
		Bounces:   a.Bounces.save(),
		Replies:   savedNumbered[Reply]{a.Replies.nextID, a.Replies.kept.dropped, a.Replies.kept.between(0, a.Replies.Len())},
		Callbacks: a.Callbacks.save(),
		Rules:     savedNumbered[FateRule]{NextID: a.Rules.nextID, List: slices.Clone(a.Rules.list)},
		Faults:    savedNumbered[Fault]{NextID: a.Faults.nextID, List: a.Faults.All()},
		Journal:   a.Journal.save(),
	}
}

func (l *Messages) save() savedMessages {
	saved := savedMessages{Dropped: l.dropped(), List: make([]Message, l.Len())}
	for place := range saved.List {
		m := *l.At(place)
		m.History = slices.Clone(m.History)
		saved.List[place] = m
	}
	for _, run := range l.sends {
		saved.Sends = append(saved.Sends, savedSend{run.id, run.first, run.count, run.cost})
	}
	return saved
}

func (s *Stops) save() savedStops { return savedStops{s.nextID, slices.Clone(s.list)} }

func (c *Callbacks) save() savedNumbered[Callback] {
	saved := savedNumbered[Callback]{NextID: c.nextID, Dropped: c.kept.dropped, List: make([]Callback, c.Len())}
	for place := range saved.List {
		saved.List[place] = *c.At(place)
		saved.List[place].Attempts = slices.Clone(c.At(place).Attempts)
	}
	return saved
}

// underWay are the attempts that have no answer yet, of callbacks that are kept.
func (c *Callbacks) underWay(account int) []savedFlight {
	var flights []savedFlight
	for _, line := range c.lines {
		for _, d := range line {
			if c.holds(d.callback) {
				flights = append(flights, savedFlight{d.due, d.flight.Seq, d.callback.Serial, account})
			}
		}
	}
	return flights
}

func (j *Journal) save() savedJournal {
	j.mu.Lock()
	defer j.mu.Unlock()
	return savedJournal{j.kept.dropped, j.kept.between(0, len(j.kept.items))}
}
