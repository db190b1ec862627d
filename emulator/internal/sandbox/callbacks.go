package sandbox

import "time"

// Where a callback stands.
const (
	Owed      = "owed"      // an attempt is under way or will follow
	Delivered = "delivered" // answered with a 2xx
	Failed    = "failed"    // given up, or answered with a 4xx
	Refused   = "refused"   // its target is not one to call
)

// Callback is an HTTP request owed to the user's application: a report or a
// reply. Kind is the provider's word for what it tells.
type Callback struct {
	Serial      int64 // its place among the account's callbacks, from 0
	ID          int64
	Kind        string
	Message     string // the id of the message it is about, "" if there is none
	To          string // whose handset it is about, E.164; "" if it is about none
	URL         string
	ContentType string
	Body        []byte
	Owed        time.Time // since when
	Due         time.Time // of the next attempt, or of the one under way; zero: none is owed
	State       string
	Attempts    []Attempt // the last hundred

	Line  int64 // what is called back one at a time
	Tried int   // attempts made since it was owed, or replayed

	current *Delivery // the attempt under way whose outcome decides; nil: none is
	next    *Event    // attempt, as the agenda holds it
}

// Attempt is one try at a callback.
type Attempt struct {
	Due time.Time
	Outcome
}

// Outcome is what an attempt came to.
type Outcome struct {
	Status  int           // HTTP; 0 without an answer
	Took    time.Duration // wall time
	Answer  string        // how its body begins
	Error   string        // why there is no answer
	Refused bool          // the target is not one to call
}

// Callbacks are the callbacks of an account: a ring, oldest first.
type Callbacks struct {
	kept   ring[*Callback]
	nextID int64
	lines  map[int64][]*Delivery // attempts about one message: the first is under way, the others wait
}

func newCallbacks(limit int, firstID int64) *Callbacks {
	return &Callbacks{kept: ring[*Callback]{limit: limit}, nextID: firstID, lines: map[int64][]*Delivery{}}
}

// Len is the number of callbacks kept.
func (c *Callbacks) Len() int { return len(c.kept.items) }

// At is the callback at a place, 0 for the oldest one kept.
func (c *Callbacks) At(place int) *Callback { return c.kept.at(place) }

// Find is the callback with an id, nil if there is none.
func (c *Callbacks) Find(id int64) *Callback {
	place := id - (c.nextID - int64(c.Len()))
	if place < 0 || place >= int64(c.Len()) {
		return nil
	}
	return c.At(int(place))
}

func (c *Callbacks) holds(callback *Callback) bool { return callback.Serial >= c.kept.dropped }

// Owe makes a callback due now; about is the message it tells of, or nil. Those
// about one message are made one after the other.
func (a *Account) Owe(callback *Callback, about *Message) {
	a.keep(callback, about)
	a.start(callback)
}

// OweAt prepares a callback now whose first attempt is due later: what it says is
// fixed, and the list has it from now on.
func (a *Account) OweAt(callback *Callback, about *Message, due time.Time) {
	a.keep(callback, about)
	callback.State, callback.Due = Owed, due
	callback.next = a.world.schedule(a, due, AttemptDue, callback.Serial)
}

// keep numbers a callback and takes it into the list. One that the list drops is
// not made any more.
func (a *Account) keep(callback *Callback, about *Message) {
	a.touch()
	list := a.Callbacks
	callback.Serial = list.kept.dropped + int64(list.Len())
	callback.ID = list.nextID
	list.nextID++
	callback.Owed = a.Now()
	callback.Line = -1 - callback.Serial // of its own
	if about != nil {
		callback.Message, callback.To, callback.Line = about.ID(), about.To.E164, about.Serial
	}
	if dropped, full := list.kept.push(callback); full {
		a.cancelNext(dropped)
	}
}

// Replay makes a callback again, with as many attempts as a new one has.
func (a *Account) Replay(callback *Callback) { a.start(callback) }

func (a *Account) start(callback *Callback) {
	a.cancelNext(callback)
	callback.State, callback.Tried = Owed, 0
	a.attempt(callback, a.Now())
}
