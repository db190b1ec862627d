package sandbox

import (
	"slices"
	"time"
)

// Stop is a number that wants no more messages.
type Stop struct {
	ID     int64
	Number string // E.164
	At     time.Time
}

// Stops is an account's list of opt-outs, in the order in which they came.
type Stops struct {
	nextID  int64
	list    []Stop
	numbers map[string]bool
}

func newStops(firstID int64) *Stops {
	return &Stops{nextID: firstID, numbers: map[string]bool{}}
}

// All are the entries, oldest first.
func (s *Stops) All() []Stop { return s.list }

// Has tells whether a number is listed.
func (s *Stops) Has(number string) bool { return s.numbers[number] }

// Add lists a number and returns its entry; false if it is listed already.
func (s *Stops) Add(number string, at time.Time) (Stop, bool) {
	if s.numbers[number] {
		return Stop{}, false
	}
	stop := Stop{ID: s.nextID, Number: number, At: at}
	s.nextID++
	s.list = append(s.list, stop)
	s.numbers[number] = true
	return stop, true
}

// Delete takes the entry with an id out; false if there is none.
func (s *Stops) Delete(id int64) bool {
	at := slices.IndexFunc(s.list, func(stop Stop) bool { return stop.ID == id })
	if at < 0 {
		return false
	}
	delete(s.numbers, s.list[at].Number)
	s.list = slices.Delete(s.list, at, at+1)
	return true
}
