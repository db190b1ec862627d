package contracts

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// noCallback stands in the place of a callback's URL when none is to be left.
const noCallback = "none"

// A callback's URL may begin with a name, as it may have been captured.
var callbackURL = expression(`^(https?://|\{\{)\S+$`)

// callback reads the line that stands in the place of a request. No status
// follows, so the callback is at this line too.
func (p *parser) callback(url string) error {
	step, err := p.begin("callback")
	if err != nil {
		return err
	}
	if url != noCallback && !callbackURL().MatchString(url) {
		return fmt.Errorf("callback needs a URL like http://127.0.0.1:9/dlr, or %s", noCallback)
	}
	step.Callback, step.requestAt, step.statusAt = url, p.next, p.next
	return nil
}

// fitsCallback refuses what can be said of an answer, but not of a callback.
func (s *Step) fitsCallback(word, text string) error {
	name, _, _ := strings.Cut(text, ":")
	switch {
	case s.Callback == noCallback:
		return fmt.Errorf("%s after callback %s: there is nothing to hold it against", word, noCallback)
	case slices.Contains([]string{Answer, "xml", "xml-varying", "capture-header"}, word):
		return fmt.Errorf("%s is for answers, not for callbacks", word)
	case word == "header" && http.CanonicalHeaderKey(name) != "Content-Type":
		return fmt.Errorf("header: the only one known of a callback is Content-Type")
	}
	return nil
}

// callback is a request that the server owes to the user's application, whether
// or not that answers.
type callback struct {
	URL         string `json:"url"`
	ContentType string `json:"contentType"`
	Body        string `json:"body"`
}

// callbacks asks for all callbacks of the account, oldest first, and returns
// those that no step of this playing has taken yet, and how many there are in all.
func (p *player) callbacks(ctx context.Context) (left []callback, all int, err error) {
	target := "/_fakesms/callbacks?provider=" + p.script.Provider + "&key=" + p.script.Key
	got, err := p.target.send(ctx, http.MethodGet, target, nil, "")
	if err != nil {
		return nil, 0, err
	}
	if got.status != http.StatusOK {
		return nil, 0, fmt.Errorf("GET %s: got %d: %s", target, got.status, clip(string(got.body)))
	}
	var list struct {
		Callbacks []callback `json:"callbacks"`
	}
	if err := json.Unmarshal(got.body, &list); err != nil {
		return nil, 0, fmt.Errorf("GET %s: %w: %s", target, err, clip(string(got.body)))
	}
	if list.Callbacks == nil { // an empty list is not nil
		return nil, 0, fmt.Errorf("GET %s: no list of callbacks: %s", target, clip(string(got.body)))
	}
	all = len(list.Callbacks)
	return list.Callbacks[min(p.taken, all):], all, nil
}

// callback takes the next callback, if none is not what is wanted, and checks it.
func (p *player) callback(ctx context.Context, step *Step) error {
	left, all, err := p.callbacks(ctx)
	switch {
	case err != nil:
		return err
	case step.Callback == noCallback && len(left) > 0:
		p.fail(step.requestAt, "%s: callback none: %d of %d are not taken, the first went to %s", step.Title, len(left), all, left[0].URL)
	case step.Callback == noCallback:
	case len(left) == 0:
		p.fail(step.requestAt, "%s: no further callback: there were %d, and %d are taken", step.Title, all, p.taken)
	default:
		p.taken++
		p.checkCallback(step, left[0])
	}
	return nil
}

// checkCallback holds a callback against what the step says, as if it were an answer.
func (p *player) checkCallback(step *Step, c callback) {
	first := &outcome{captured: map[string]string{}}
	p.first[step] = first
	want, err := expand(step.Callback, p.values)
	if err != nil {
		p.fail(step.requestAt, "%s: %w", step.Title, err)
		return
	}
	if c.URL != want {
		p.fail(step.requestAt, "%s: callback: went to %s, not %s: %s", step.Title, c.URL, want, clip(c.Body))
		return
	}
	got := &answer{header: http.Header{"Content-Type": {c.ContentType}}, body: []byte(c.Body)}
	read := got.json
	if len(step.headers) > 0 { // the step names the type itself
		read = got.anyJSON
	}
	first.body, err = read()
	p.check(step, got, first, err)
}

// callbackAgain takes in the second playing what the first took. That there is
// one again is all that is looked at.
func (p *player) callbackAgain(ctx context.Context, step *Step) error {
	_, all, err := p.callbacks(ctx)
	if err != nil {
		return fmt.Errorf("as XML: %w", err)
	}
	p.taken++
	if p.taken > all {
		p.fail(step.requestAt, "%s: as XML: no further callback: there were %d", step.Title, all)
	}
	return nil
}
