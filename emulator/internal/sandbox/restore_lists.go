package sandbox

import (
	"fmt"
	"slices"
)

// ringOf is a ring with the newest items that it has room for.
func ringOf[T any](limit int, dropped int64, items []T) ring[T] {
	over := max(len(items)-limit, 0)
	return ring[T]{limit: limit, items: slices.Clip(items[over:]), dropped: dropped + int64(over)}
}

func pointers[T any](items []T) []*T {
	all := make([]*T, len(items))
	for i := range items {
		all[i] = &items[i]
	}
	return all
}

func restoreMessages(saved *savedMessages, limit int) (*Messages, error) {
	for i := range saved.List {
		if saved.List[i].Serial != saved.Dropped+int64(i) {
			return nil, fmt.Errorf("list[%d] has number %d, not %d", i, saved.List[i].Serial, saved.Dropped+int64(i))
		}
	}
	l := newMessages(limit)
	l.kept = ringOf(limit, saved.Dropped, pointers(saved.List))
	if err := l.restoreSends(saved.Sends); err != nil {
		return nil, err
	}
	for _, m := range l.kept.items {
		if run := l.run(m.Send); m.Serial < run.first || m.Serial >= run.first+run.count {
			return nil, fmt.Errorf("message %d is not among those of its send, %d", m.Serial, m.Send)
		}
		l.newest[number(m.To.E164)] = m.Serial
		if m.Tag != "" {
			l.tags[m.Tag] = append(l.tags[m.Tag], m.Serial)
		}
		l.present.add(m.State, 1)
	}
	return l, nil
}

// restoreSends makes sure that each send follows the one before it, and that the
// last one ends with the list.
func (l *Messages) restoreSends(saved []savedSend) error {
	for i, run := range saved {
		next := l.Accepted()
		if i+1 < len(saved) {
			next = saved[i+1].First
		}
		if run.Count < 1 || run.First+run.Count != next || i > 0 && run.ID <= saved[i-1].ID {
			return fmt.Errorf("sends[%d] has id %d and %d messages from number %d on: ids rise, and number %d is the next send's", i, run.ID, run.Count, run.First, next)
		}
		if next > l.dropped() {
			l.sends = append(l.sends, span{run.ID, run.First, run.Count, run.Cost})
		}
	}
	return nil
}

func restoreCallbacks(saved *savedNumbered[Callback], limit int) (*Callbacks, error) {
	for i := range saved.List {
		if saved.List[i].Serial != saved.Dropped+int64(i) {
			return nil, fmt.Errorf("list[%d] has number %d, not %d", i, saved.List[i].Serial, saved.Dropped+int64(i))
		}
		if saved.List[i].Tried < 0 {
			return nil, fmt.Errorf("list[%d] was tried %d times", i, saved.List[i].Tried)
		}
	}
	c := newCallbacks(limit, saved.NextID)
	c.kept = ringOf(limit, saved.Dropped, pointers(saved.List))
	return c, nil
}

func restoreStops(saved savedStops) *Stops {
	s := newStops(saved.NextID)
	s.list = saved.List
	for _, stop := range saved.List {
		s.numbers[stop.Number] = stop.ID
	}
	return s
}

func (j *Journal) restore(saved savedJournal) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.kept = ringOf(j.kept.limit, saved.Dropped, saved.List)
}
