package sandbox

import (
	"cmp"
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
// tried fire out of order or sleep; see docs/decisions.md. Each place has four
// children, and holds what orders its event: with many events, looking into each of
// them costs more than everything else here.
type agenda []place

type place struct {
	sec, nsec int64 // of the event's due time
	seq       uint64
	event     *Event
}

func (p *place) before(q *place) bool {
	if p.sec != q.sec {
		return p.sec < q.sec
	}
	if p.nsec != q.nsec {
		return p.nsec < q.nsec
	}
	return p.seq < q.seq
}

const children = 4

func (a *agenda) add(event *Event) {
	*a = append(*a, place{event.Due.Unix(), int64(event.Due.Nanosecond()), event.Seq, event})
	a.up(len(*a) - 1)
}

func (a *agenda) remove(event *Event) {
	last := len(*a) - 1
	moved := (*a)[last]
	(*a)[last] = place{}
	*a = (*a)[:last]
	if event.index < last {
		a.put(event.index, moved)
		a.down(event.index)
		a.up(moved.event.index)
	}
}

func (a agenda) put(at int, p place) {
	a[at] = p
	p.event.index = at
}

// up moves what is at a place towards the head until its parent comes before it.
func (a agenda) up(at int) {
	moving := a[at]
	for at > 0 && moving.before(&a[(at-1)/children]) {
		a.put(at, a[(at-1)/children])
		at = (at - 1) / children
	}
	a.put(at, moving)
}

// down moves what is at a place away from the head until it comes before its
// children.
func (a agenda) down(at int) {
	moving := a[at]
	for first := at*children + 1; first < len(a); first = at*children + 1 {
		least := first
		for child := first + 1; child < min(first+children, len(a)); child++ {
			if a[child].before(&a[least]) {
				least = child
			}
		}
		if moving.before(&a[least]) {
			break
		}
		a.put(at, a[least])
		at = least
	}
	a.put(at, moving)
}

// head is the event that is due first, nil when there is none.
func (a agenda) head() *Event {
	if len(a) == 0 {
		return nil
	}
	return a[0].event
}

// takeDue removes and returns the first event that is due by t, or nil.
func (a *agenda) takeDue(t time.Time) *Event {
	head := a.head()
	if head == nil || head.Due.After(t) {
		return nil
	}
	a.remove(head)
	return head
}

// sorted are the events in the order in which they will happen.
func (a agenda) sorted() []*Event {
	places := slices.Clone(a)
	slices.SortFunc(places, func(p, q place) int {
		return cmp.Or(cmp.Compare(p.sec, q.sec), cmp.Compare(p.nsec, q.nsec), cmp.Compare(p.seq, q.seq))
	})
	events := make([]*Event, len(places))
	for i := range places {
		events[i] = places[i].event
	}
	return events
}
