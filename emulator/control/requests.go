package control

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// entry is one request with its answer, as the control API shows it.
type entry struct {
	ID            int64             `json:"id"`
	At            time.Time         `json:"at"` // the account's time
	Provider      string            `json:"provider"`
	Key           string            `json:"key"`
	Method        string            `json:"method"`
	Path          string            `json:"path"`
	Query         string            `json:"query"`
	Headers       map[string]string `json:"headers"`
	Body          string            `json:"body"`   // its first 16 KiB
	Answer        string            `json:"answer"` // its first 16 KiB
	Truncated     bool              `json:"truncated"`
	Status        int               `json:"status"`
	DurationMs    float64           `json:"durationMs"`
	Unread        []string          `json:"unread"`                  // fields that nothing read
	Documentation string            `json:"documentation,omitempty"` // of the error
	Fault         int64             `json:"fault,omitempty"`         // the id of the one that spoiled the answer
}

type requestsAnswer struct {
	Requests []entry `json:"requests"`
}

// requests is the journal: the newest entries, oldest first.
func (a *api) requests(r *request) (any, error) {
	worlds, err := a.narrowed(r)
	if err != nil {
		return nil, err
	}
	limit, err := limit(r)
	if err != nil {
		return nil, err
	}
	var kept []sandbox.Entry
	for _, world := range worlds {
		world.Look(func(account *sandbox.Account) { kept = append(kept, account.Journal.Newest(limit)...) })
	}
	kept = append(kept, a.unopened(r, limit)...)
	slices.SortFunc(kept, func(a, b sandbox.Entry) int { return cmp.Compare(a.ID, b.ID) })
	kept = kept[max(len(kept)-limit, 0):]
	answer := requestsAnswer{Requests: make([]entry, len(kept))}
	for i := range kept {
		answer.Requests[i] = viewEntry(&kept[i])
	}
	return answer, nil
}

// unopened are the requests that reached no account.
func (a *api) unopened(r *request, limit int) []sandbox.Entry {
	provider, key := r.query.Get("provider"), r.query.Get("key")
	var kept []sandbox.Entry
	for _, name := range a.box.Providers() {
		if provider != "" && provider != name {
			continue
		}
		journal := a.box.Unopened(name)
		if key == "" {
			kept = append(kept, journal.Newest(limit)...)
			continue
		}
		for _, e := range journal.Newest(math.MaxInt) {
			if key == e.Name.Key {
				kept = append(kept, e)
			}
		}
	}
	return kept
}

func viewEntry(e *sandbox.Entry) entry {
	headers := make(map[string]string, len(e.Headers))
	for name, values := range e.Headers {
		headers[name] = strings.Join(values, ", ")
	}
	return entry{
		ID: e.ID, At: e.At, Provider: e.Name.Provider, Key: e.Name.Key,
		Method: e.Method, Path: e.Path, Query: e.Query, Headers: headers,
		Body: string(e.Body), Answer: string(e.Answer), Truncated: e.Truncated,
		Status: e.Status, DurationMs: float64(e.Duration.Microseconds()) / 1000,
		Unread: orEmpty(e.Unread), Documentation: e.Documentation, Fault: e.Fault,
	}
}
