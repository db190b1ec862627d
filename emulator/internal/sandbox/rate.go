package sandbox

import "time"

// Rate counts calls against a limit, in windows of time that begin with a call.
// It is plain data; the zero Rate has counted none.
type Rate struct {
	Since time.Time `json:"since"`
	Calls int       `json:"calls"`
}

// Allow counts a call, or refuses it if as many as the limit were made since the
// window began.
func (r *Rate) Allow(now time.Time, limit int, window time.Duration) bool {
	if !now.Before(r.Since.Add(window)) {
		*r = Rate{Since: now}
	}
	if r.Calls >= limit {
		return false
	}
	r.Calls++
	return true
}
