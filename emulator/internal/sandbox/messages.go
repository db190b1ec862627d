package sandbox

import "time"

// Messages are an account's messages: a ring, oldest first, with its indexes. A
// message that the ring drops leaves the indexes with it; the counters stay.
type Messages struct {
	kept   ring[*Message]
	sends  map[int64]span     // by the provider's id
	newest map[string]int64   // by E.164 number: the serial of the latest
	tags   map[string][]int64 // by tag: serials, oldest first

	present map[string]int64 // by state: kept messages that are in it
}

// span is a run of serials: the messages of one send stand together. The cost is
// that of all, those that were dropped included.
type span struct {
	first, count int64
	cost         Decimal
}

func newMessages(limit int) *Messages {
	return &Messages{
		kept:    ring[*Message]{limit: limit},
		sends:   map[int64]span{},
		newest:  map[string]int64{},
		tags:    map[string][]int64{},
		present: map[string]int64{},
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
	run := l.sends[id]
	from = int(max(run.first-l.dropped(), 0))
	return from, max(int(run.first+run.count-l.dropped()), from)
}

// CostOf is what a send cost, zero if none of it is kept.
func (l *Messages) CostOf(id int64) Decimal { return l.sends[id].cost }

// CountOf is how many messages a send had, those that were dropped included; zero
// if none of it is kept.
func (l *Messages) CountOf(id int64) int { return int(l.sends[id].count) }

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
	serial, ok := l.newest[e164]
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
func (l *Messages) In(state string) int64 { return l.present[state] }

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
	run, ok := l.sends[m.Send]
	if !ok {
		run.first = m.Serial
	}
	l.sends[m.Send] = span{first: run.first, count: run.count + 1, cost: run.cost + m.Cost}
	l.newest[m.To.E164] = m.Serial
	if m.Tag != "" {
		l.tags[m.Tag] = append(l.tags[m.Tag], m.Serial)
	}
	l.present[m.State]++
	return dropped
}

// forget takes a dropped message, the oldest one, out of the indexes. Next is the
// send that goes on: it stays, even if nothing of it is kept for the moment.
func (l *Messages) forget(m *Message, next int64) {
	if run := l.sends[m.Send]; m.Send != next && m.Serial == run.first+run.count-1 {
		delete(l.sends, m.Send)
	}
	if l.newest[m.To.E164] == m.Serial {
		delete(l.newest, m.To.E164)
	}
	if m.Tag != "" {
		l.tags[m.Tag] = l.tags[m.Tag][1:]
		if len(l.tags[m.Tag]) == 0 {
			delete(l.tags, m.Tag)
		}
	}
	l.present[m.State]--
}

func (l *Messages) enter(m *Message, state string, at time.Time) {
	l.present[m.State]--
	l.present[state]++
	m.State = state
	m.History = append(m.History, Change{State: state, At: at})
}
