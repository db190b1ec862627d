package control

import (
	"fmt"
	"net/http"
	"time"
)

// maxWait is how long a call may wait.
const maxWait = 10 * time.Minute

// patience is how many things a call waits for, and how long.
type patience struct {
	count   int
	timeout time.Duration // wall time
}

func readPatience(r *request) (patience, error) {
	count, err := number(r, "count", 1)
	if err != nil {
		return patience{}, err
	}
	limit, err := limit(r)
	if err != nil {
		return patience{}, err
	}
	if count > limit {
		return patience{}, fail(http.StatusBadRequest, "count %d is more than limit, %d, the most that is looked at; give a higher limit too", count, limit)
	}
	timeout := 10 * time.Second
	if text := r.query.Get("timeout"); text != "" {
		if timeout, err = time.ParseDuration(text); err != nil || timeout < 0 || timeout > maxWait {
			return patience{}, fail(http.StatusBadRequest, `timeout %q: it is a duration like "10s", from "0s" to %q`, text, maxWait.String())
		}
	}
	return patience{count, timeout}, nil
}

// await looks again whenever something changed, until enough is there or the time
// is over. It reports whether enough was found.
func (a *api) await(r *request, p patience, look func() (found int, err error)) (bool, error) {
	changed, stop := a.box.Watch(r.query.Get("provider"), r.query.Get("key"))
	defer stop()
	timer := time.NewTimer(p.timeout)
	defer timer.Stop()
	for {
		found, err := look()
		if err != nil || found >= p.count {
			return true, err
		}
		select {
		case <-changed:
		case <-timer.C:
			return false, nil
		case <-r.context.Done():
			return false, nil // nobody reads the answer
		}
	}
}

// overdue is the answer to a call that waited in vain, with what came closest.
type overdue struct {
	Error   string `json:"error"`
	Nearest []near `json:"nearest"`
}

// near is a message or a callback, and by parameter why it is not wanted.
type near struct {
	Message  *message          `json:"message,omitempty"`
	Callback *callback         `json:"callback,omitempty"`
	Differs  map[string]string `json:"differs"`
}

// tooFew is what the answer says of how many there were.
func (p patience) tooFew(what string, found int) string {
	return fmt.Sprintf("%d of %d %s after %s; nearest shows what came closest, and by parameter why it does not match", found, p.count, what, p.timeout)
}
