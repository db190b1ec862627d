package sandbox

// watcher is told when something changes in the accounts that it looks at.
type watcher struct {
	name    Name // an empty part matches all
	changed chan struct{}
}

func (w *watcher) sees(name Name) bool {
	return (w.name.Provider == "" || w.name.Provider == name.Provider) && (w.name.Key == "" || w.name.Key == name.Key)
}

// Watch gives a channel that gets a value after messages or callbacks of an
// account have changed, until stop is called; of all accounts where provider or
// key are empty. Changes that come close together are one value.
func (s *Sandbox) Watch(provider, key string) (changed <-chan struct{}, stop func()) {
	w := &watcher{name: Name{provider, key}, changed: make(chan struct{}, 1)}
	s.watchMu.Lock()
	defer s.watchMu.Unlock()
	s.watchers[w] = true
	s.watching.Store(int64(len(s.watchers)))
	return w.changed, func() {
		s.watchMu.Lock()
		defer s.watchMu.Unlock()
		delete(s.watchers, w)
		s.watching.Store(int64(len(s.watchers)))
	}
}

// wake tells those who watch an account. No world is locked.
func (s *Sandbox) wake(name Name) {
	s.watchMu.Lock()
	defer s.watchMu.Unlock()
	for w := range s.watchers {
		if w.sees(name) {
			raise(w.changed)
		}
	}
}

// waitedFor are the worlds of accounts that somebody waits for by their keys. Who
// waits for any account does not keep them all. The index is locked.
func (s *Sandbox) waitedFor() map[*World]bool {
	s.watchMu.Lock()
	defer s.watchMu.Unlock()
	worlds := map[*World]bool{}
	for w := range s.watchers {
		if w.name.Key == "" {
			continue
		}
		for provider := range s.providers {
			if name := (Name{provider, w.name.Key}); w.sees(name) {
				worlds[s.index[name]] = true
			}
		}
	}
	return worlds
}

// raise leaves a value in a channel that holds one.
func raise(flag chan struct{}) {
	select {
	case flag <- struct{}{}:
	default:
	}
}
