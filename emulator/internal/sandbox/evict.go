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
// stay. For too many messages only a world goes that has some. A single world is
// never too much: its own ring bounds it. One with an attempt under way stays,
// and one that somebody waits for.
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
	accounts = len(s.worlds) > s.options.MaxAccounts
	var victim *World
	for _, world := range s.worlds {
		mayGo := (accounts || world.kept.Load() > 0) && world.flying.Load() == 0 && !s.watched(world.Name)
		if mayGo && (victim == nil || world.used.Load() < victim.used.Load()) {
			victim = world
		}
	}
	if victim != nil {
		delete(s.worlds, victim.Name)
	}
	return victim
}
