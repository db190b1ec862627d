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
	body, err := got.json()
	first.body = body
	if got.status != step.Status {
		p.fail(step.statusAt, "%s: HTTP: got %d, not %d: %s", step.Title, got.status, step.Status, clip(string(got.body)))
		return nil
	}
	p.checkBytes(step, got)
	if step.Basis == "" && step.XML == "" && len(step.captures) == 0 {
		return nil
	}
	if err != nil {
		p.fail(step.statusAt, "%s: %w", step.Title, err)
		return nil
	}
	p.checkBody(step, body)
	p.checkPublishedXML(step, body)
	for _, c := range step.captures {
		p.capture(step, body, c)
	}
	first.captured = maps.Clone(p.values)
	return nil
}

// json is an answer's body, which must say that it is JSON.
func (a *answer) json() (*node, error) {
	if !a.isA("application/json") {
		return nil, fmt.Errorf("Content-Type: got %q, not application/json: %s", a.header.Get("Content-Type"), clip(string(a.body)))
	}
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

// twinned tells whether a step's answer also exists as XML.
func (s *Script) twinned(step *Step) bool {
	return s.Provider == smsPartner && strings.HasPrefix(step.Target, "/v1/") &&
		!strings.Contains(step.Target, "_format") && !strings.Contains(step.Body, "_format")
}

// xml tells a step the second time, asking for XML, and holds the answer against
// the first. Names stand for what they stood for then.
func (p *player) xml(ctx context.Context, step *Step) error {
	first := p.first[step]
	if first == nil {
		return nil
	}
	if !p.script.twinned(step) {
		_, err := p.request(ctx, step, "")
		maps.Copy(p.values, first.captured)
		return err
	}
	got, err := p.request(ctx, step, "_format=xml")
	if err != nil {
		return fmt.Errorf("as XML: %w", err)
	}
	maps.Copy(p.values, first.captured)
	if err := p.checkTwin(step, first, got); err != nil {
		p.fail(step.statusAt, "%s: as XML: %w: %s", step.Title, err, clip(string(got.body)))
	}
	return nil
}

// checkTwin compares an answer in XML with the one in JSON. An answer that was
// not JSON the first time, such as a file, has no twin.
func (p *player) checkTwin(step *Step, first *outcome, got *answer) error {
	if got.status != first.status {
		return fmt.Errorf("got HTTP %d, as JSON %d", got.status, first.status)
	}
	if first.body == nil {
		return nil
	}
	if !got.isA("application/xml") {
		return fmt.Errorf("Content-Type: got %q, not application/xml", got.header.Get("Content-Type"))
	}
	twin, err := readXML(got.body)
	if err != nil {
		return err
	}
	c := &comparison{basis: "as XML"}
	c.xml(whole, first.body, twin, false)
	p.report(step, step.statusAt, c)
	return nil
}

func (p *player) report(step *Step, line int, c *comparison) {
	for _, difference := range c.differences {
		p.fail(line, "%s: %s", step.Title, difference)
	}
}
