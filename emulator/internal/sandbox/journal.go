package sandbox

import (
	"net/http"
	"sync"
	"time"
)

// Entry is one request with its answer. Bodies are cut to what the journal
// keeps of them.
type Entry struct {
	ID            int64
	At            time.Time // the account's time
	Name          Name      // Key is what the request gave, also when it opened no account
	Method        string
	Path          string
	Query         string
	Headers       http.Header
	Body          []byte
	Answer        []byte
	Truncated     bool // body or answer was longer
	Status        int
	Duration      time.Duration
	Unread        []string // paths of the fields that nothing read
	Documentation string   // of the error that was answered
	Fault         int64    // the id of the fault that spoiled the answer; 0: none did
}

// Journal keeps the last requests. It has a lock of its own, a leaf: entries are
// written after the world's lock is released.
type Journal struct {
	mu   sync.Mutex
	kept ring[Entry]
}

func newJournal(limit int) *Journal {
	return &Journal{kept: ring[Entry]{limit: limit}}
}

// Newest are the last requests, oldest first; at most limit.
func (j *Journal) Newest(limit int) []Entry {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.kept.between(max(0, len(j.kept.items)-limit), len(j.kept.items))
}

func (j *Journal) clear() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.kept = ring[Entry]{limit: j.kept.limit}
}

// Dropped is how many entries were let go.
func (j *Journal) Dropped() int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.kept.dropped
}

func (j *Journal) add(entry Entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.kept.push(entry)
}

// Record numbers an entry and writes it into a journal.
func (s *Sandbox) Record(journal *Journal, entry Entry) {
	entry.ID = s.entries.Add(1)
	journal.add(entry)
}
