package sandbox

// Reset forgets everything, the server clock included: it is again what it was
// at the start. It is a clock request, so it may find the clock busy. It returns
// the number of accounts that were forgotten.
func (s *Sandbox) Reset() (int, error) {
	if !s.clockMu.TryLock() {
		return 0, ErrClockBusy
	}
	defer s.clockMu.Unlock()
	forgotten := s.Close()
	start := s.options.Time
	if start.IsZero() {
		start = wall()
	}
	s.clock.Store(showing(start, s.options.Freeze))
	s.entries.Store(0)
	return forgotten, nil
}

// Close forgets all worlds, so that no timer is left, and returns their number.
func (s *Sandbox) Close() int {
	s.mu.Lock()
	worlds := s.worlds
	s.worlds = map[Name]*World{}
	s.gone = Drops{}
	s.mu.Unlock()
	for _, world := range worlds {
		world.close()
	}
	for _, journal := range s.unopened {
		journal.clear()
	}
	return len(worlds)
}

// Forget removes one world; the next call with its key makes it anew, with the
// same ids as the first time. It reports false if there was none.
func (s *Sandbox) Forget(name Name) (bool, error) {
	world := s.Find(name)
	if world == nil {
		return false, nil
	}
	if !world.clockMu.TryLock() {
		return false, ErrClockBusy
	}
	defer world.clockMu.Unlock()
	s.mu.Lock()
	there := s.worlds[name] == world
	if there {
		delete(s.worlds, name)
	}
	s.mu.Unlock()
	if there {
		world.close()
	}
	return there, nil
}
