package sandbox

// Reset forgets everything, the server clock included: it is again what it was
// at the start. It is a clock request, so it may find the clock busy. It returns
// the number of accounts that were forgotten.
func (s *Sandbox) Reset() (int, error) {
	if !s.clockMu.TryLock() {
		return 0, ErrClockBusy
	}
	defer s.clockMu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	forgotten := s.clear()
	start := s.options.Time
	if start.IsZero() {
		start = wall()
	}
	s.clock.Store(showing(start, s.options.Freeze))
	s.seed.Store(s.options.Seed)
	s.entries.Store(0)
	return forgotten, nil
}

// Close forgets all worlds, so that no timer is left, and returns their number.
func (s *Sandbox) Close() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.clear()
}

// clear closes all worlds. The index stays locked until what follows them is in
// place: a call that made its world in between would go by the old clock, or be
// lost.
func (s *Sandbox) clear() int {
	forgotten := 0
	for name, world := range s.index {
		if name == world.Name {
			forgotten += int(world.close().Accounts)
		}
	}
	s.index, s.ended = map[Name]*World{}, map[Name]*World{}
	s.gone = Drops{}
	for _, journal := range s.unopened {
		journal.clear()
	}
	return forgotten
}

// Forget removes a world, by the name of one of its accounts; the next call with
// its key makes it anew, with the same ids as the first time. It returns the
// number of accounts that were forgotten.
func (s *Sandbox) Forget(name Name) (int, error) {
	ref, known := s.Find(name)
	if !known {
		return 0, nil
	}
	if !ref.clockMu.TryLock() {
		return 0, ErrClockBusy
	}
	defer ref.clockMu.Unlock()
	s.mu.Lock()
	there := s.index[name] == ref.World
	if there {
		s.unlist(ref.World)
	}
	s.mu.Unlock()
	if !there {
		return 0, nil
	}
	return int(ref.close().Accounts), nil
}
