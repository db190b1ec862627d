package sandbox

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// Messages are an account's messages: a ring, oldest first, with its indexes. A
// message that the ring drops leaves the indexes with it; the counters stay.
type Messages struct {
	kept   ring[*Message]
	sends  []span             // of which something is kept, oldest first
	newest map[uint64]int64   // by number: the serial of the latest
	tags   map[string][]int64 // by tag: serials, oldest first

	present tally // kept messages by state
}

// span is a run of serials: the messages of one send stand together, and ids only
// rise. The cost is that of all, those that were dropped included.
type span struct {
	id           int64 // the provider's
	first, count int64
	cost         Decimal
}

// number is an E.164 number as it is counted: an index of texts would be walked by
// the garbage collector, one of these is not.
func number(e164 string) uint64 {
	n, _ := strconv.ParseUint(e164[min(1, len(e164)):], 10, 64) // they are digits
	return n
}

func newMessages(limit int) *Messages {
	return &Messages{
		kept:   ring[*Message]{limit: limit},
		newest: map[uint64]int64{},
		tags:   map[string][]int64{},
	}
}

// Len is the number of messages kept.
func (l *Messages) Len() int { return len(l.kept.items) }

// At is the message at a place, 0 for the oldest one kept.
func (l *Messages) At(place int) *Message { return l.kept.at(place) }

// Send are the kept messages of one send, in request order; none if the id is
// unknown or was dropped.
func (l *Messages) Send(id int64) []*Message {
	from, to := l.places(id)
	return l.kept.between(from, to)
}

// places is where the kept messages of a send are: from, and behind the last.
func (l *Messages) places(id int64) (from, to int) {
	run := l.run(id)
	from = int(max(run.first-l.dropped(), 0))
	return from, max(int(run.first+run.count-l.dropped()), from)
}

// run is where the messages of a send stand; of none, if the id is unknown or was
// dropped.
func (l *Messages) run(id int64) span {
	place, found := slices.BinarySearchFunc(l.sends, id, func(run span, id int64) int { return cmp.Compare(run.id, id) })
	if !found {
		return span{}
	}
	return l.sends[place]
}

// CostOf is what a send cost, zero if none of it is kept.
func (l *Messages) CostOf(id int64) Decimal { return l.run(id).cost }

// CountOf is how many messages a send had, those that were dropped included; zero
// if none of it is kept.
func (l *Messages) CountOf(id int64) int { return int(l.run(id).count) }

// To is the message of a send to a number, nil if there is none. If the send
// reached the number several times it is the last.
func (l *Messages) To(send int64, e164 string) *Message {
	from, to := l.places(send)
	for place := to - 1; place >= from; place-- {
		if m := l.kept.at(place); m.To.E164 == e164 {
			return m
		}
	}
	return nil
}

// Newest is the latest message to a number, nil if there is none.
func (l *Messages) Newest(e164 string) *Message {
	serial, ok := l.newest[number(e164)]
	if !ok {
		return nil
	}
	return l.bySerial(serial)
}

// NewestLeft is the latest message to a number that has left by now: it is not
// scheduled for later, and was not called off. Nil if there is none.
func (l *Messages) NewestLeft(e164 string, now time.Time) *Message {
	m := l.Newest(e164)
	if m == nil || m.left(now) {
		return m
	}
	for place := int(m.Serial-l.dropped()) - 1; place >= 0; place-- {
		if m := l.At(place); m.To.E164 == e164 && m.left(now) {
			return m
		}
	}
	return nil
}

// Tagged are the kept messages with a tag, oldest first.
func (l *Messages) Tagged(tag string) []*Message {
	serials := l.tags[tag]
	messages := make([]*Message, len(serials))
	for i, serial := range serials {
		messages[i] = l.bySerial(serial)
	}
	return messages
}

// Accepted is how many messages were ever taken in.
func (l *Messages) Accepted() int64 { return l.dropped() + int64(l.Len()) }

// In is how many kept messages are in a state.
func (l *Messages) In(state string) int64 { return l.present.of(state) }

func (l *Messages) dropped() int64 { return l.kept.dropped }

func (l *Messages) bySerial(serial int64) *Message {
	return l.kept.at(int(serial - l.dropped()))
}

// add numbers a message and takes it in; it returns the one that had to go.
func (l *Messages) add(m *Message) (dropped *Message) {
	m.Serial = l.Accepted()
	dropped, full := l.kept.push(m)
	if full {
		l.forget(dropped, m.Send)
	}
	if len(l.sends) == 0 || l.sends[len(l.sends)-1].id != m.Send {
		l.sends = append(l.sends, span{id: m.Send, first: m.Serial})
	}
	run := &l.sends[len(l.sends)-1]
	run.count++
	run.cost += m.Cost
	l.newest[number(m.To.E164)] = m.Serial
	if m.Tag != "" {
		l.tags[m.Tag] = append(l.tags[m.Tag], m.Serial)
	}
	l.present.add(m.State, 1)
	return dropped
}

// forget takes a dropped message, the oldest one, out of the indexes. Next is the
// send that goes on: it stays, even if nothing of it is kept for the moment.
func (l *Messages) forget(m *Message, next int64) {
	if run := l.sends[0]; run.id != next && m.Serial == run.first+run.count-1 {
		l.sends = l.sends[1:]
	}
	if to := number(m.To.E164); l.newest[to] == m.Serial {
		delete(l.newest, to)
	}
	if m.Tag != "" {
		l.tags[m.Tag] = l.tags[m.Tag][1:]
		if len(l.tags[m.Tag]) == 0 {
			delete(l.tags, m.Tag)
		}
	}
	l.present.add(m.State, -1)
}

func (l *Messages) enter(m *Message, state string, at time.Time) {
	l.present.add(m.State, -1)
	l.present.add(state, 1)
	m.State = state
	m.History = append(m.History, Change{State: state, At: at})
}
