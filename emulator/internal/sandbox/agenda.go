package sandbox

import (
	"cmp"
	"container/heap"
	"slices"
	"time"
)

// Kind says what an event is about.
type Kind uint8

// The kinds of events.
const (
	StepDue    Kind = iota // the next step of a message's fate; the subject is its serial
	AttemptDue             // the next attempt at a callback; the subject is its serial
)

// Event is something that will happen in a world. It is data, so that an agenda
// can be written down; World.happen knows what each kind does.
type Event struct {
	Due     time.Time
	Seq     uint64 // orders events that are due at the same time
	Kind    Kind
	Subject int64

	account *Account
	index   int // where the agenda holds it
}

// agenda is a heap of events ordered by (due, sequence). The libraries that were
// tried fire out of order or sleep; see docs/decisions.md.
type agenda []*Event

func (a agenda) Len() int { return len(a) }

func (a agenda) Less(i, j int) bool {
	if a[i].Due.Equal(a[j].Due) {
		return a[i].Seq < a[j].Seq
	}
	return a[i].Due.Before(a[j].Due)
}

func (a agenda) Swap(i, j int) {
	a[i], a[j] = a[j], a[i]
	a[i].index, a[j].index = i, j
}

// Push and Pop are for container/heap alone.
func (a *agenda) Push(x any) {
	event := x.(*Event)
	event.index = len(*a)
	*a = append(*a, event)
}

// Pop is for container/heap alone.
func (a *agenda) Pop() any {
	last := len(*a) - 1
	event := (*a)[last]
	(*a)[last] = nil
	*a = (*a)[:last]
	return event
}

func (a *agenda) add(event *Event)    { heap.Push(a, event) }
func (a *agenda) remove(event *Event) { heap.Remove(a, event.index) }

// head is the event that is due first, nil when there is none.
func (a agenda) head() *Event {
	if len(a) == 0 {
		return nil
	}
	return a[0]
}

// takeDue removes and returns the first event that is due by t, or nil.
func (a *agenda) takeDue(t time.Time) *Event {
	head := a.head()
	if head == nil || head.Due.After(t) {
		return nil
	}
	return heap.Pop(a).(*Event)
}

// sorted are the events in the order in which they will happen.
func (a agenda) sorted() []*Event {
	events := slices.Clone(a)
	slices.SortFunc(events, func(a, b *Event) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Seq, b.Seq))
	})
	return events
}
