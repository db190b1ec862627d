package contracts

import (
	"context"
	"fmt"
	"maps"
	"strings"
)

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
	if step.Callback != "" {
		maps.Copy(p.values, first.captured)
		return p.callbackAgain(ctx, step)
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
