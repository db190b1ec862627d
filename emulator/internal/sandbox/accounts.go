package sandbox

import (
	"maps"
	"slices"
)

// Ref is an account that is known, by its world: what is done with the clock is
// done with the world's.
type Ref struct {
	*World
	Name Name
}

// Do runs a function on the account with the world locked, at the time its clock
// shows. What is due by then has happened before, and what the function made due
// at once has happened when Do returns. It reports false, without running
// anything, if the account was forgotten or deleted.
func (r Ref) Do(do func(*Account)) bool {
	r.used.Store(r.box.ticks.Add(1))
	return r.Look(do)
}

// Look is Do for those who only inspect: it does not count as a use, so it does
// not keep a world from being evicted.
func (r Ref) Look(do func(*Account)) bool {
	found, _ := r.enter(r.Name, do)
	return found
}

// Find gives an account that exists already.
func (s *Sandbox) Find(name Name) (Ref, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	world := s.index[name]
	return Ref{world, name}, world != nil
}

// Accounts lists what is known, ordered by provider and key. Empty arguments
// match every provider, every key.
func (s *Sandbox) Accounts(provider, key string) []Ref {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var found []Ref
	for name, world := range s.index {
		if (provider == "" || provider == name.Provider) && (key == "" || key == name.Key) {
			found = append(found, Ref{world, name})
		}
	}
	slices.SortFunc(found, func(a, b Ref) int { return a.Name.compare(b.Name) })
	return found
}

// Together are the accounts of one world, ordered like Accounts.
func (s *Sandbox) Together(with Ref) []Ref {
	return slices.DeleteFunc(s.Accounts("", ""), func(r Ref) bool { return r.World != with.World })
}

// Followers are the accounts of the worlds that follow the server's clock.
func (s *Sandbox) Followers() []Ref {
	return slices.DeleteFunc(s.Accounts("", ""), func(r Ref) bool {
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.own != nil
	})
}

// maxClosed is how many keys of deleted sub-accounts a world remembers: they must
// not open accounts of their own.
const maxClosed = 1000

// OpenSub makes an account with a key of its own in the same world: it shares
// clock and agenda, and is evicted, reset and saved with this one.
func (a *Account) OpenSub(key string) *Account {
	sub := newAccount(a.world, Name{a.Name.Provider, key})
	a.world.accounts = append(a.world.accounts, sub)
	a.world.keys.opened = append(a.world.keys.opened, sub.Name)
	return sub
}

// Sub is the account with a key in the same world, nil if there is none.
func (a *Account) Sub(key string) *Account { return a.world.account(Name{a.Name.Provider, key}) }

// CloseSub deletes an account of the same world, with all that was to happen in
// it. Its key is refused from now on. Attempts under way end, those that wait for
// them are not made.
func (a *Account) CloseSub(sub *Account) {
	w := a.world
	w.accounts = slices.DeleteFunc(w.accounts, func(other *Account) bool { return other == sub })
	for _, event := range w.agenda.sorted() {
		if event.account == sub {
			w.agenda.remove(event)
		}
	}
	for _, line := range sub.Callbacks.lines {
		for _, waiting := range line[1:] { // the first is under way, and comes back
			w.flights.remove(waiting.flight)
		}
	}
	sub.closed = true
	kept := int64(sub.Messages.Len())
	w.kept.Add(-kept)
	w.box.messages.Add(-kept)
	w.dead = append(w.dead, sub.Name)
	w.keys.ended = append(w.keys.ended, sub.Name)
	if len(w.dead) > maxClosed {
		w.keys.forgotten = append(w.keys.forgotten, w.dead[0])
		w.dead = w.dead[1:]
	}
}

// keyChanges are what the index has to learn of a world's sub-accounts.
type keyChanges struct {
	opened    []Name
	ended     []Name // their keys are refused
	forgotten []Name // their keys are like any others again
}

func (k *keyChanges) any() bool { return len(k.opened)+len(k.ended)+len(k.forgotten) > 0 }

// register follows a world's accounts in the index. No world is locked.
func (s *Sandbox) register(world *World, keys keyChanges) {
	var ousted []*World
	s.mu.Lock()
	if s.index[world.Name] == world {
		for _, name := range keys.opened {
			if other := s.index[name]; other != nil && other != world && other.Name == name {
				s.unlist(other) // it was opened with a key that was not given out yet
				ousted = append(ousted, other)
			}
			s.index[name] = world
		}
		for _, name := range keys.ended {
			delete(s.index, name)
			s.ended[name] = world
		}
		for _, name := range keys.forgotten {
			delete(s.ended, name)
		}
	}
	s.mu.Unlock()
	for _, other := range ousted {
		other.close()
	}
}

// unlist takes a world out of the index, with all its accounts.
func (s *Sandbox) unlist(world *World) {
	its := func(_ Name, other *World) bool { return other == world }
	maps.DeleteFunc(s.index, its)
	maps.DeleteFunc(s.ended, its)
}
