package primotexto

import "github.com/fakesms/fakesms/emulator/internal/sandbox"

// counters count what became of messages. They are running totals: a message
// that is no longer kept has been counted. Once all messages have come to their
// end, sent - delivered = bounces + errors.
type counters struct {
	Sent          int64 // that left, or should have
	Submitted     int64
	Delivered     int64
	Bounces       int64
	Errors        int64
	Openers       int64 // messages whose link was opened
	Opens         int64
	Replies       int64
	Unsubscribers int64
}

// undelivered is what was sent but not delivered, or not yet.
func (c *counters) undelivered() int64 { return c.Sent - c.Delivered }

// tally counts one message by the states that it went through. What a state
// implies counts too: who answers has got the message. Of several ends, which
// only a user can force on a message, the last counts.
func tally(history []sandbox.Change) counters {
	var c counters
	for _, change := range history {
		if change.State != scheduled {
			c.Sent = 1
		}
		switch change.State {
		case submitted:
			c.Submitted = 1
		case bounced:
			c.Delivered, c.Bounces, c.Errors = 0, 1, 0
		case failed:
			c.Delivered, c.Bounces, c.Errors = 0, 0, 1
		case opened:
			c.Openers = 1
			c.Opens++
		case replied:
			c.Replies++
		case unsubscribed:
			c.Unsubscribers = 1
		}
		switch change.State {
		case delivered, opened, replied, unsubscribed:
			c.Submitted, c.Delivered, c.Bounces, c.Errors = 1, 1, 0, 0
		}
	}
	return c
}

// move counts a message anew that was counted before.
func (c *counters) move(before, after counters) {
	c.Sent += after.Sent - before.Sent
	c.Submitted += after.Submitted - before.Submitted
	c.Delivered += after.Delivered - before.Delivered
	c.Bounces += after.Bounces - before.Bounces
	c.Errors += after.Errors - before.Errors
	c.Openers += after.Openers - before.Openers
	c.Opens += after.Opens - before.Opens
	c.Replies += after.Replies - before.Replies
	c.Unsubscribers += after.Unsubscribers - before.Unsubscribers
}

// record is what became of a group of messages, and who turned out to be
// nobody or wanted no more.
type record struct {
	Counters      counters
	Bounces       numbers
	Unsubscribers numbers
}

// enter counts the state that a message is in since just now.
func (r *record) enter(m *sandbox.Message, before, after counters) {
	r.Counters.move(before, after)
	switch m.State {
	case bounced:
		r.Bounces.add(m.To)
	case unsubscribed:
		r.Unsubscribers.add(m.To)
	}
}

// pools are the records of messages by category: those of one category are a
// pool. The oldest pools are forgotten when there are too many.
type pools struct {
	Records map[string]*record
	Names   []string // oldest first
}

// maxPools is how many pools an account remembers.
const maxPools = 10_000

// of is the record of a category; nil if it has none.
func (p *pools) of(category string) *record { return p.Records[category] }

// open is the record of a category, a new one if it has none.
func (p *pools) open(category string) *record {
	if r := p.Records[category]; r != nil {
		return r
	}
	if len(p.Names) >= maxPools {
		delete(p.Records, p.Names[0])
		p.Names = p.Names[1:]
	}
	r := &record{}
	p.Records[category] = r
	p.Names = append(p.Names, category)
	return r
}

// count counts the state that a message is in since just now, in each group that
// it belongs to.
func count(account *sandbox.Account, m *sandbox.Message) {
	before, after := tally(m.History[:len(m.History)-1]), tally(m.History)
	data := dataOf(account)
	data.Life.enter(m, before, after)
	if m.Tag != "" {
		data.Pools.open(m.Tag).enter(m, before, after)
	}
	if one := data.Campaigns.numbered(m.Campaign); one != nil {
		one.Record.enter(m, before, after)
	}
}
