package sandbox

// evict lets the least recently used worlds go while there are more accounts or
// messages than the limits allow.
func (s *Sandbox) evict() {
	for {
		victim := s.takeVictim()
		if victim == nil {
			return
		}
		lost := victim.close()
		lost.Accounts = 1
		s.mu.Lock()
		s.gone.add(lost)
		s.mu.Unlock()
	}
}

// takeVictim takes the world out of the index that goes next; nil if all may
// stay. The most recent one always stays: its own ring bounds it. For too many
// messages only a world goes that has some.
func (s *Sandbox) takeVictim() *World {
	s.mu.RLock()
	accounts := len(s.worlds) > s.options.MaxAccounts
	messages := s.messages.Load() > int64(s.options.MaxTotalMessages)
	s.mu.RUnlock()
	if !accounts && !messages {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var newest, victim *World
	for _, world := range s.worlds {
		if newest == nil || world.used.Load() > newest.used.Load() {
			newest = world
		}
	}
	for _, world := range s.worlds {
		mayGo := world != newest && (accounts && len(s.worlds) > s.options.MaxAccounts || world.kept.Load() > 0)
		if mayGo && (victim == nil || world.used.Load() < victim.used.Load()) {
			victim = world
		}
	}
	if victim != nil {
		delete(s.worlds, victim.Name)
	}
	return victim
}
