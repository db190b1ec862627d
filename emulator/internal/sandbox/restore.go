package sandbox

import "fmt"

// Restore replaces everything by what a snapshot holds, which is its own from
// then on. Nothing changes if the snapshot is damaged: the error says where.
func (s *Sandbox) Restore(snapshot *Snapshot) error {
	if !s.clockMu.TryLock() {
		return ErrClockBusy
	}
	defer s.clockMu.Unlock()
	if err := snapshot.Clock.check(); err != nil {
		return fmt.Errorf("clock: %w", err)
	}
	index, ended := map[Name]*World{}, map[Name]*World{}
	var messages int64
	for i := range snapshot.Worlds {
		world, err := s.rebuild(&snapshot.Worlds[i], snapshot.Seed)
		if err != nil {
			return fmt.Errorf("accounts[%d] (%s, %q): %w", i, snapshot.Worlds[i].Provider, snapshot.Worlds[i].Key, err)
		}
		for _, account := range world.accounts {
			if index[account.Name] != nil {
				return fmt.Errorf("accounts[%d]: the key %q stands there a second time", i, account.Name.Key)
			}
			index[account.Name] = world
		}
		for _, name := range world.dead {
			ended[name] = world
		}
		messages += world.kept.Load()
	}
	s.replace(snapshot, index, ended, messages)
	return nil
}

// replace puts the new worlds in the place of the old ones. A call that comes
// meanwhile finds neither, and waits.
func (s *Sandbox) replace(snapshot *Snapshot, index, ended map[Name]*World, messages int64) {
	s.mu.Lock()
	s.clear()
	clock := snapshot.Clock
	s.clock.Store(&clock)
	s.seed.Store(snapshot.Seed)
	s.entries.Store(snapshot.Entries)
	for provider, journal := range s.unopened {
		journal.restore(snapshot.Unopened[provider])
	}
	s.messages.Add(messages)
	s.index, s.ended = index, ended
	s.mu.Unlock()
	for _, account := range s.Accounts("", "") {
		account.locked(func() {}) // what is due happens, what was under way leaves
		s.wake(account.Name)
	}
	s.evict()
}

// rebuild makes a world of what was saved of it. Nobody else has it yet.
func (s *Sandbox) rebuild(saved *savedWorld, seed int64) (*World, error) {
	if s.providers[saved.Provider] == nil {
		return nil, fmt.Errorf("the provider is not known")
	}
	if len(saved.Accounts) == 0 || saved.Accounts[0].Key != saved.Key {
		return nil, fmt.Errorf("accounts[0] is not the world's own account")
	}
	if saved.Clock != nil {
		if err := saved.Clock.check(); err != nil {
			return nil, fmt.Errorf("clock: %w", err)
		}
	}
	w := &World{Name: Name{saved.Provider, saved.Key}, box: s, answered: make(chan struct{}, 1)}
	w.own, w.now, w.seq, w.happened = saved.Clock, saved.Now, saved.Seq, saved.Happened
	for _, key := range saved.Dead {
		w.dead = append(w.dead, Name{saved.Provider, key})
	}
	for i := range saved.Accounts {
		account, err := w.rebuildAccount(&saved.Accounts[i], seed)
		if err != nil {
			return nil, fmt.Errorf("accounts[%d]: %w", i, err)
		}
		w.accounts = append(w.accounts, account)
		w.kept.Add(int64(account.Messages.Len()))
	}
	for i, event := range saved.Agenda {
		if err := w.resume(event); err != nil {
			return nil, fmt.Errorf("agenda[%d]: %w", i, err)
		}
	}
	for i, flight := range saved.Flights {
		if err := w.takeOff(flight); err != nil {
			return nil, fmt.Errorf("flights[%d]: %w", i, err)
		}
	}
	return w, nil
}

// resume puts an event on the agenda, and where its subject points to it. One
// about something that this server's limits dropped is left out.
func (w *World) resume(saved savedEvent) error {
	account, err := w.at(saved.Account)
	if err != nil {
		return err
	}
	event := &Event{Due: saved.Due, Seq: saved.Seq, Kind: saved.Kind, Subject: saved.Subject, account: account}
	switch saved.Kind {
	case StepDue:
		m, err := within(&account.Messages.kept, saved.Subject)
		if m == nil {
			return err
		}
		if len(m.Steps) == 0 {
			return fmt.Errorf("message %d has no step left", saved.Subject)
		}
		if m.pending != nil {
			return fmt.Errorf("message %d has two next steps", saved.Subject)
		}
		m.pending = event
	case AttemptDue:
		callback, err := within(&account.Callbacks.kept, saved.Subject)
		if callback == nil {
			return err
		}
		if callback.next != nil {
			return fmt.Errorf("callback %d has two next attempts", saved.Subject)
		}
		callback.next = event
	default:
		return fmt.Errorf("kind %d is not known", saved.Kind)
	}
	w.agenda.add(event)
	return nil
}

// takeOff makes an attempt again that was under way.
func (w *World) takeOff(saved savedFlight) error {
	account, err := w.at(saved.Account)
	if err != nil {
		return err
	}
	callback, err := within(&account.Callbacks.kept, saved.Callback)
	if callback == nil {
		return err
	}
	if callback.Tried == 0 {
		return fmt.Errorf("callback %d has not been tried", saved.Callback)
	}
	account.leave(callback, saved.Due, saved.Seq)
	return nil
}

func (w *World) at(place int) (*Account, error) {
	if place < 0 || place >= len(w.accounts) {
		return nil, fmt.Errorf("account %d is not there", place)
	}
	return w.accounts[place], nil
}

// within is the item of a ring with a serial; nil without an error if the ring
// dropped it.
func within[T any](kept *ring[*T], serial int64) (*T, error) {
	switch {
	case serial < 0 || serial >= kept.dropped+int64(len(kept.items)):
		return nil, fmt.Errorf("number %d is not there", serial)
	case serial < kept.dropped:
		return nil, nil
	}
	return kept.at(int(serial - kept.dropped)), nil
}

func (w *World) rebuildAccount(saved *savedAccount, seed int64) (*Account, error) {
	options := w.box.options
	a := &Account{Name: Name{w.Name.Provider, saved.Key}, world: w, nextSend: saved.NextSend, seed: seed}
	a.Settings, a.Data = a.provider().Settings(), a.provider().Data()
	if err := strictly(saved.Settings, a.Settings); err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	if err := strictly(saved.Data, a.Data); err != nil {
		return nil, fmt.Errorf("data: %w", err)
	}
	var err error
	if a.Messages, err = restoreMessages(&saved.Messages, min(options.MaxMessages, options.MaxTotalMessages)); err != nil {
		return nil, fmt.Errorf("messages: %w", err)
	}
	if sends := a.Messages.sends; len(sends) > 0 && sends[len(sends)-1].id >= a.nextSend {
		return nil, fmt.Errorf("nextSend: %d was given to a send already", a.nextSend)
	}
	if a.Callbacks, err = restoreCallbacks(&saved.Callbacks, options.MaxCallbacks); err != nil {
		return nil, fmt.Errorf("callbacks: %w", err)
	}
	a.Stops, a.Bounces = restoreStops(saved.Stops), restoreStops(saved.Bounces)
	a.Replies = &Replies{kept: ringOf(options.MaxMessages, saved.Replies.Dropped, saved.Replies.List), nextID: saved.Replies.NextID}
	a.Rules = &Rules{nextID: saved.Rules.NextID, list: saved.Rules.List}
	a.Faults = &Faults{nextID: saved.Faults.NextID}
	for i := range saved.Faults.List {
		a.Faults.list = append(a.Faults.list, &saved.Faults.List[i])
	}
	a.Journal = newJournal(options.MaxRequests)
	a.Journal.restore(saved.Journal)
	return a, nil
}
