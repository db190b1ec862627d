package contracts

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

var (
	requestLine = expression(`^([A-Z]+) (/\S*)$`)
	placeholder = expression(`\{\{(\w+)\}\}`)
)

// parser reads a script line by line. The first word of a line says what it is;
// only bodies and JSON run over several lines.
type parser struct {
	script  *Script
	lines   []string
	next    int         // index of the next line, so the number of the last one
	pending []directive // for the next request or callback
	known   []string    // what {{ }} may name by now
}

// Parse reads a script. Its errors begin with "name:line: ".
func Parse(name string, text []byte) (*Script, error) {
	p := &parser{
		script: &Script{Name: name, Key: accountKey(name)},
		lines:  strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n"),
		known:  []string{"key", "wrongkey"},
	}
	err := p.parse()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.script.at(max(p.next, 1)), err)
	}
	return p.script, nil
}

func (p *parser) parse() error {
	for p.next < len(p.lines) {
		line := p.take()
		err := p.names(line)
		if err == nil {
			err = p.line(line)
		}
		if err != nil {
			return err
		}
	}
	if len(p.script.Steps) == 0 {
		return fmt.Errorf("the script has no step")
	}
	if len(p.pending) > 0 {
		return fmt.Errorf("%s comes after the last request or callback and does nothing", p.pending[0].verb)
	}
	return p.finish()
}

func (p *parser) line(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	switch {
	case strings.HasPrefix(line, "##"):
		return p.title(strings.TrimSpace(line[2:]))
	case strings.TrimSpace(line) == "", strings.HasPrefix(line, "#"):
		return nil
	case word == "provider":
		return p.provider(strings.TrimSpace(rest))
	case isDirective(word):
		return p.directive(word, rest)
	case requestLine().MatchString(line):
		return p.request(line)
	case word == "callback":
		return p.callback(strings.TrimSpace(rest))
	case isAssertion(word):
		return p.assertion(word, rest)
	}
	return fmt.Errorf("neither a directive, a request, a callback nor an assertion: %q", line)
}

func isDirective(word string) bool {
	return slices.Contains([]string{"at", "advance", "set"}, word)
}

func (p *parser) take() string {
	p.next++
	return p.lines[p.next-1]
}

// names refuses a {{name}} that nothing has captured by now. Comments may hold any.
func (p *parser) names(line string) error {
	if strings.HasPrefix(line, "#") {
		return nil
	}
	for _, match := range placeholder().FindAllStringSubmatch(line, -1) {
		if !slices.Contains(p.known, match[1]) {
			return fmt.Errorf("{{%s}} is not captured by an earlier step; known are %s", match[1], strings.Join(p.known, ", "))
		}
	}
	return nil
}

func (p *parser) provider(name string) error {
	if p.script.Provider != "" {
		return fmt.Errorf("a second provider")
	}
	if name != smsPartner && name != primotexto {
		return fmt.Errorf("provider %q is neither %s nor %s", name, smsPartner, primotexto)
	}
	p.script.Provider = name
	return nil
}

func (p *parser) directive(verb, text string) error {
	d := directive{line: p.next, verb: verb, text: strings.TrimSpace(text)}
	if verb != "at" && p.script.start.verb == "" {
		return fmt.Errorf("%s before the first at: when does the story begin?", verb)
	}
	switch verb {
	case "at":
		if _, err := time.Parse(time.RFC3339, d.text); err != nil {
			return fmt.Errorf("at %s is not a time like 2027-01-11T10:00:00+01:00", d.text)
		}
	case "advance":
		if duration, err := time.ParseDuration(d.text); err != nil || duration <= 0 {
			return fmt.Errorf("advance %s is not a duration like 2s or 48h", d.text)
		}
	case "set":
		var err error
		if d.text, err = p.inlineJSON(d.text); err != nil {
			return err
		}
	}
	if p.script.start.verb == "" {
		p.script.start = d
		return nil
	}
	p.pending = append(p.pending, d)
	return nil
}

// title begins a step; without a text it goes on under the title above. What the
// step before it captured may be named from here on.
func (p *parser) title(text string) error {
	switch {
	case p.script.Provider == "":
		return fmt.Errorf("a step before the provider")
	case p.script.start.verb == "":
		return fmt.Errorf("a step before the first at: when does the story begin?")
	case text == "" && p.step() == nil:
		return fmt.Errorf("the first step needs a title")
	}
	if err := p.finish(); err != nil {
		return err
	}
	if step := p.step(); step != nil {
		for _, c := range slices.Concat(step.captures, step.fromHeaders) {
			p.known = append(p.known, c.name)
		}
		if text == "" {
			text = step.Title
		}
	}
	p.script.Steps = append(p.script.Steps, &Step{Title: text, Line: p.next, Header: http.Header{}})
	return nil
}

// step is the one being read, nil above the first title.
func (p *parser) step() *Step {
	if len(p.script.Steps) == 0 {
		return nil
	}
	return p.script.Steps[len(p.script.Steps)-1]
}
