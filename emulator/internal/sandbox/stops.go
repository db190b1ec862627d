package sandbox

import (
	"cmp"
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
	list    []Stop // by id, too
	numbers map[string]int64
}

func newStops(firstID int64) *Stops {
	return &Stops{nextID: firstID, numbers: map[string]int64{}}
}

// All are the entries, oldest first.
func (s *Stops) All() []Stop { return s.list }

// Has tells whether a number is listed.
func (s *Stops) Has(number string) bool {
	_, listed := s.Find(number)
	return listed
}

// Find is the id of a number's entry; false if there is none.
func (s *Stops) Find(number string) (int64, bool) {
	id, listed := s.numbers[number]
	return id, listed
}

// At is the entry with an id; false if there is none.
func (s *Stops) At(id int64) (Stop, bool) {
	at, listed := s.place(id)
	if !listed {
		return Stop{}, false
	}
	return s.list[at], true
}

func (s *Stops) place(id int64) (int, bool) {
	return slices.BinarySearchFunc(s.list, id, func(stop Stop, id int64) int { return cmp.Compare(stop.ID, id) })
}

// Add lists a number and returns its entry; false if it is listed already.
func (s *Stops) Add(number string, at time.Time) (Stop, bool) {
	if s.Has(number) {
		return Stop{}, false
	}
	stop := Stop{ID: s.nextID, Number: number, At: at}
	s.nextID++
	s.list = append(s.list, stop)
	s.numbers[number] = stop.ID
	return stop, true
}

// Delete takes the entry with an id out; false if there is none.
func (s *Stops) Delete(id int64) bool {
	at, listed := s.place(id)
	if !listed {
		return false
	}
	delete(s.numbers, s.list[at].Number)
	s.list = slices.Delete(s.list, at, at+1)
	return true
}
