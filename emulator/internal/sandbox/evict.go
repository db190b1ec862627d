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
		s.mu.Lock()
		s.gone.add(lost)
		s.mu.Unlock()
	}
}

// takeVictim takes the world out of the index that goes next; nil if all may
// stay. For too many messages only a world goes that has some. A single world is
// never too much: its own rings bound it. One with an attempt under way stays,
// and one that somebody waits for.
func (s *Sandbox) takeVictim() *World {
	s.mu.RLock()
	accounts := len(s.index) > s.options.MaxAccounts
	messages := s.messages.Load() > int64(s.options.MaxTotalMessages)
	s.mu.RUnlock()
	if !accounts && !messages {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	accounts = len(s.index) > s.options.MaxAccounts
	waited := s.waitedFor()
	var victim *World
	worlds := 0
	for name, world := range s.index {
		if name == world.Name {
			worlds++
		}
		mayGo := (accounts || world.kept.Load() > 0) && world.flying.Load() == 0 && !waited[world]
		if mayGo && (victim == nil || world.used.Load() < victim.used.Load()) {
			victim = world
		}
	}
	if worlds < 2 {
		return nil
	}
	if victim != nil {
		s.unlist(victim)
	}
	return victim
}
