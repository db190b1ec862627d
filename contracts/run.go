package contracts

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/fakesms/fakesms/fixtures"
)

var errNotCaptured = errors.New("not captured, because an earlier step failed")

// Run plays a script against a server. It returns nil when every step went as
// written, else all differences, joined, each with the place in the script.
func Run(ctx context.Context, target Target, script *Script) error {
	return run(ctx, target, script, fixtures.Read)
}

// run takes the reader of fixtures as a parameter so that tests can bring their own.
func run(ctx context.Context, target Target, script *Script, read func(string) ([]byte, error)) error {
	p := &player{target: target, script: script, read: read, first: map[*Step]*outcome{}}
	ended := p.play(ctx, p.json)
	if ended && script.hasXML() {
		p.play(ctx, p.xml)
	}
	return errors.Join(p.failures...)
}

// player plays one script, twice if there is XML.
type player struct {
	target   Target
	script   *Script
	read     func(path string) ([]byte, error)
	values   map[string]string // what {{ }} stands for, in this playing
	taken    int               // how many callbacks steps have taken, in this playing
	first    map[*Step]*outcome
	failures []error
}

// outcome is what a step of the first playing gave, for the second to hold against.
type outcome struct {
	status   int
	body     *node // nil when the answer was not JSON
	captured map[string]string
}

func (p *player) fail(line int, format string, values ...any) {
	p.failures = append(p.failures, fmt.Errorf("%s: %w", p.script.at(line), fmt.Errorf(format, values...)))
}

// play tells the story once from the beginning. It stops, and says so, where the
// story cannot go on: a directive was refused, or there was no answer.
func (p *player) play(ctx context.Context, tell func(context.Context, *Step) error) bool {
	p.values = map[string]string{"key": p.script.Key, "wrongkey": p.script.wrongKey()}
	p.taken = 0
	if err := p.begin(ctx); err != nil {
		p.fail(p.script.start.line, "%w", err)
		return false
	}
	for _, step := range p.script.Steps {
		for _, d := range step.before {
			if err := p.direct(ctx, d); err != nil {
				p.fail(d.line, "%w", err)
				return false
			}
		}
		if err := tell(ctx, step); err != nil {
			p.fail(step.requestAt, "%s: %w", step.Title, err)
			return false
		}
	}
	return true
}

// begin forgets what earlier runs left, and freezes the clock before moving it:
// a running one would tell another time at every request.
func (p *player) begin(ctx context.Context) error {
	if err := p.control(ctx, "POST", "/_fakesms/reset", "", http.StatusOK, http.StatusNotFound); err != nil {
		return err
	}
	if err := p.control(ctx, "POST", "/_fakesms/clock", `{"freeze":true}`, http.StatusOK); err != nil {
		return err
	}
	return p.direct(ctx, p.script.start)
}

func (p *player) direct(ctx context.Context, d directive) error {
	switch d.verb {
	case "at":
		return p.control(ctx, "POST", "/_fakesms/clock", `{"to":"`+d.text+`"}`, http.StatusOK)
	case "advance":
		return p.control(ctx, "POST", "/_fakesms/clock", `{"advance":"`+d.text+`"}`, http.StatusOK)
	}
	settings, err := expand(d.text, p.values)
	if err != nil {
		return err
	}
	path := "/_fakesms/accounts/" + p.script.Provider + "/" + p.script.Key
	return p.control(ctx, "PUT", path, settings, http.StatusOK)
}

// control makes a call of the control API that must succeed.
func (p *player) control(ctx context.Context, method, path, body string, accepted ...int) error {
	target := path
	if method == "POST" {
		target += "?provider=" + p.script.Provider + "&key=" + p.script.Key
	}
	header := http.Header{"Content-Type": {"application/json"}}
	got, err := p.target.send(ctx, method, target, header, body)
	if err != nil {
		return err
	}
	if slices.Contains(accepted, got.status) {
		return nil
	}
	return fmt.Errorf("%s %s %s: got %d: %s", method, path, body, got.status, clip(string(got.body)))
}

// request sends a step's request with the names filled in and more added to its query.
func (p *player) request(ctx context.Context, step *Step, more string) (*answer, error) {
	target, err := expand(step.Target, p.values)
	if err != nil {
		return nil, err
	}
	body, err := expand(step.Body, p.values)
	if err != nil {
		return nil, err
	}
	header := http.Header{}
	for name, values := range step.Header {
		for _, value := range values {
			if value, err = expand(value, p.values); err != nil {
				return nil, err
			}
			header.Add(name, value)
		}
	}
	return p.target.send(ctx, step.Method, withQuery(target, more), header, body)
}

func withQuery(target, more string) string {
	switch {
	case more == "":
		return target
	case strings.Contains(target, "?"):
		return target + "&" + more
	}
	return target + "?" + more
}

// expand fills in what {{ }} stands for.
func expand(text string, values map[string]string) (string, error) {
	var missing error
	expanded := placeholder().ReplaceAllStringFunc(text, func(match string) string {
		name := strings.Trim(match, "{}")
		value, ok := values[name]
		if !ok {
			missing = fmt.Errorf("%s: %w", match, errNotCaptured)
		}
		return value
	})
	return expanded, missing
}
