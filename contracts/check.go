package contracts

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// json tells a step the first time, as it is written, and checks its answer.
func (p *player) json(ctx context.Context, step *Step) error {
	if step.Callback != "" {
		return p.callback(ctx, step)
	}
	got, err := p.request(ctx, step, "")
	if errors.Is(err, errNotCaptured) {
		p.fail(step.requestAt, "%s: %w", step.Title, err)
		return nil
	}
	if err != nil {
		return err
	}
	first := &outcome{status: got.status, captured: map[string]string{}}
	p.first[step] = first
	first.body, err = got.json()
	if got.status != step.Status {
		p.fail(step.statusAt, "%s: HTTP: got %d, not %d: %s", step.Title, got.status, step.Status, clip(string(got.body)))
		return nil
	}
	p.check(step, got, first, err)
	return nil
}

// check holds what came against all that the step says. unread tells why its
// body is not there as JSON.
func (p *player) check(step *Step, got *answer, first *outcome, unread error) {
	p.checkBytes(step, got)
	if step.Basis == "" && step.XML == "" && len(step.captures) == 0 {
		return
	}
	if unread != nil {
		p.fail(step.statusAt, "%s: %w", step.Title, unread)
		return
	}
	p.checkBody(step, first.body)
	p.checkPublishedXML(step, first.body)
	for _, c := range step.captures {
		p.capture(step, first.body, c)
	}
	first.captured = maps.Clone(p.values)
}

// json is an answer's body, which must say that it is JSON.
func (a *answer) json() (*node, error) {
	if !a.isA("application/json") {
		return nil, fmt.Errorf("Content-Type: got %q, not application/json: %s", a.header.Get("Content-Type"), clip(string(a.body)))
	}
	return a.anyJSON()
}

// anyJSON is an answer's body, whatever its type says.
func (a *answer) anyJSON() (*node, error) {
	body, err := parseJSON(a.body)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, clip(string(a.body)))
	}
	return body, nil
}

// checkBytes checks what can be said without reading the body.
func (p *player) checkBytes(step *Step, got *answer) {
	if got.status == 204 && len(got.body) > 0 {
		p.fail(step.statusAt, "%s: body: got %q, a 204 has none", step.Title, clip(string(got.body)))
	}
	for _, h := range step.headers {
		want, err := expand(h.text, p.values)
		if values := got.header.Values(h.name); err != nil || !slices.Equal(values, []string{want}) {
			p.fail(h.line, "%s: header %s: got %q, not %q", step.Title, h.name, values, want)
		}
	}
	for _, b := range step.bytes {
		want, err := expand(b.text, p.values)
		if err != nil || string(got.body) != want {
			p.fail(b.line, "%s: bytes: got %q, not %q", step.Title, clip(string(got.body)), want)
		}
	}
	for _, b := range step.begins {
		want, err := expand(b.text, p.values)
		if err != nil || !strings.HasPrefix(string(got.body), want+"\n") {
			p.fail(b.line, "%s: begins: got %q, not %q", step.Title, clip(string(got.body)), want)
		}
	}
}

// checkBody holds the answer against its basis.
func (p *player) checkBody(step *Step, body *node) {
	if step.Basis == "" {
		return
	}
	want, err := p.expected(step)
	if err != nil {
		p.fail(step.basisAt, "%s: %s: %w", step.Title, step.Basis, err)
		return
	}
	c := &comparison{basis: step.Basis, varying: step.varying}
	c.idle(want)
	c.json(whole, body, want, false)
	p.report(step, step.basisAt, c)
}

func (p *player) expected(step *Step) (*node, error) {
	if step.Basis == Fixture {
		text, err := p.read(step.Fixture)
		if err != nil {
			return nil, err
		}
		return parseJSON(text)
	}
	text, err := expand(step.inline, p.values)
	if err != nil {
		return nil, err
	}
	return parseJSON([]byte(text))
}

// checkPublishedXML holds the answer against the XML that was published. That
// the server's own XML says the same as its JSON is for the second playing.
func (p *player) checkPublishedXML(step *Step, body *node) {
	if step.XML == "" {
		return
	}
	c := &comparison{basis: "published XML", varying: step.varying}
	if step.xmlVarying != nil {
		c.varying = step.xmlVarying
	}
	text, err := p.read(step.XML)
	if err != nil {
		p.fail(step.xmlAt, "%s: xml: %w", step.Title, err)
		return
	}
	twin, err := readXML(text)
	if err != nil {
		p.fail(step.xmlAt, "%s: xml: %w", step.Title, err)
		return
	}
	if step.xmlVarying != nil || step.Basis == "" {
		c.idle(body)
	}
	c.xml(whole, body, twin, step.xmlShape)
	p.report(step, step.xmlAt, c)
}

func (p *player) capture(step *Step, body *node, c assertion) {
	found := find(body, c.text)
	if len(found) != 1 {
		p.fail(c.line, "%s: capture %s: %d values at %s", step.Title, c.name, len(found), c.text)
		return
	}
	if kind := found[0].kind; kind != "string" && kind != "number" {
		p.fail(c.line, "%s: capture %s: %s is %s, neither string nor number", step.Title, c.name, c.text, found[0])
		return
	}
	p.values[c.name] = found[0].text
}

func (p *player) report(step *Step, line int, c *comparison) {
	for _, difference := range c.differences {
		p.fail(line, "%s: %s", step.Title, difference)
	}
}
