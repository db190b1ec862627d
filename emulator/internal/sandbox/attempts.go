package sandbox

import "time"

// Delivery is one attempt for a courier to make, outside every lock. The courier
// asks whether it is still wanted when it comes to it, and calls Done once.
type Delivery struct {
	URL, ContentType string
	Body             []byte

	account  *Account
	callback *Callback
	due      time.Time
	flight   *Event // holds an advance back at the time of a possible retry
}

// retryDelays are what lies between an attempt's due time and the next one's;
// the last is that of all further ones.
var retryDelays = [...]time.Duration{10 * time.Second, time.Minute}

// maxAttempts is how many attempts of one callback are remembered: it can be
// replayed for ever.
const maxAttempts = 100

// attempt makes an attempt due. The place of its retry in the order of events is
// taken now, so that it does not depend on how fast receivers answer.
func (a *Account) attempt(callback *Callback, due time.Time) {
	callback.Tried++
	callback.Due = due
	a.world.seq++
	a.leave(callback, due, a.world.seq)
}

// leave lets an attempt go as soon as the world is unlocked and those about the
// same message have their answers.
func (a *Account) leave(callback *Callback, due time.Time, seq uint64) {
	d := &Delivery{
		URL: callback.URL, ContentType: callback.ContentType, Body: callback.Body,
		account: a, callback: callback, due: due,
		flight: &Event{Due: due.Add(retryDelays[0]), Seq: seq},
	}
	a.world.flights.add(d.flight)
	a.touch()
	callback.current = d
	line := a.Callbacks.lines[callback.Line]
	a.Callbacks.lines[callback.Line] = append(line, d)
	if len(line) == 0 {
		a.world.outbox = append(a.world.outbox, d)
	}
}

// Wanted tells whether the attempt is still to be made: not if its account was
// deleted or forgotten. It locks the account's world.
func (d *Delivery) Wanted() bool {
	world := d.account.world
	world.mu.Lock()
	defer world.mu.Unlock()
	return !world.closed && !d.account.closed
}

// Done takes an attempt's outcome. It locks the account's world.
func (d *Delivery) Done(outcome Outcome) {
	world := d.account.world
	world.locked(func() { d.account.answered(d, outcome) })
	world.signal()
}

func (a *Account) answered(d *Delivery, outcome Outcome) {
	a.world.flights.remove(d.flight)
	if a.closed {
		return
	}
	a.touch()
	lines := a.Callbacks.lines
	if line := lines[d.callback.Line][1:]; len(line) > 0 {
		lines[d.callback.Line] = line
		a.world.outbox = append(a.world.outbox, line[0])
	} else {
		delete(lines, d.callback.Line)
	}
	if a.Callbacks.holds(d.callback) {
		a.judge(d, outcome)
	}
}

// judge decides what follows from an outcome.
func (a *Account) judge(d *Delivery, outcome Outcome) {
	callback := d.callback
	callback.Attempts = append(callback.Attempts, Attempt{Due: d.due, Outcome: outcome})
	if len(callback.Attempts) > maxAttempts {
		callback.Attempts = callback.Attempts[1:]
	}
	if callback.current != d { // replayed meanwhile
		return
	}
	callback.current, callback.Due = nil, time.Time{}
	switch {
	case outcome.Status >= 200 && outcome.Status < 300:
		callback.State = Delivered
	case outcome.Refused:
		callback.State = Refused
	case outcome.Status >= 400 && outcome.Status < 500, callback.Tried >= a.world.box.options.CallbackAttempts:
		callback.State = Failed
	default:
		a.retry(d)
	}
}

func (a *Account) retry(d *Delivery) {
	delay := retryDelays[min(d.callback.Tried, len(retryDelays))-1]
	d.callback.Due = d.due.Add(delay)
	d.callback.next = &Event{Due: d.callback.Due, Seq: d.flight.Seq, Kind: AttemptDue, Subject: d.callback.Serial, account: a}
	a.world.agenda.add(d.callback.next)
}

func (a *Account) cancelNext(callback *Callback) {
	if callback.next != nil {
		a.world.agenda.remove(callback.next)
		callback.next = nil
	}
}

// try makes the attempt that an event is about.
func (a *Account) try(event *Event) {
	callback := a.Callbacks.kept.at(int(event.Subject - a.Callbacks.kept.dropped))
	callback.next = nil
	a.attempt(callback, event.Due)
}
