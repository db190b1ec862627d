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
	for _, run := range saved.Sends {
		if run.First+run.Count > l.dropped() {
			l.sends[run.ID] = span{run.First, run.Count, run.Cost}
		}
	}
	for _, m := range l.kept.items {
		if run, ok := l.sends[m.Send]; !ok || m.Serial < run.first || m.Serial >= run.first+run.count {
			return nil, fmt.Errorf("message %d is not among those of its send, %d", m.Serial, m.Send)
		}
		l.newest[m.To.E164] = m.Serial
		if m.Tag != "" {
			l.tags[m.Tag] = append(l.tags[m.Tag], m.Serial)
		}
		l.present[m.State]++
	}
	return l, nil
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
