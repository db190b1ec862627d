package contracts

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

var headerLine = expression(`^([\w-]+): *(.*)$`)

// request reads the request line and all down to the status.
func (p *parser) request(line string) error {
	step, err := p.begin("request")
	if err != nil {
		return err
	}
	words := requestLine().FindStringSubmatch(line)
	step.Method, step.Target, step.requestAt = words[1], words[2], p.next
	status, err := p.header(step)
	if err == nil && status == "" {
		status, err = p.body(step)
	}
	if err != nil {
		return err
	}
	code, err := strconv.Atoi(status)
	if err != nil || code < 200 || code > 599 {
		return fmt.Errorf("HTTP %s is not a status", status)
	}
	step.Status, step.statusAt = code, p.next
	return nil
}

// begin gives the step that has been waiting for its request or callback, with
// the directives that come before that.
func (p *parser) begin(what string) (*Step, error) {
	step := p.step()
	if step == nil {
		return nil, fmt.Errorf("a %s without a ## title", what)
	}
	if step.begun() {
		return nil, fmt.Errorf("a second request or callback under one ## title")
	}
	step.before, p.pending = p.pending, nil
	return step, nil
}

func (s *Step) begun() bool {
	return s.Method != "" || s.Callback != ""
}

// header reads up to the blank line before the body, or up to the status, which it returns.
func (p *parser) header(step *Step) (string, error) {
	for p.next < len(p.lines) {
		line := p.take()
		if err := p.names(line); err != nil {
			return "", err
		}
		if status, ok := strings.CutPrefix(line, "HTTP "); ok && status != "" {
			return status, nil
		}
		if strings.TrimSpace(line) == "" {
			return "", nil
		}
		header := headerLine().FindStringSubmatch(line)
		if header == nil {
			return "", fmt.Errorf("neither a header, a blank line nor HTTP and a status: %q", line)
		}
		step.Header.Add(header[1], header[2])
	}
	return "", p.withoutStatus(step)
}

// body reads up to the status and returns that. Blank lines above the status are layout.
func (p *parser) body(step *Step) (string, error) {
	begin := p.next
	for p.next < len(p.lines) {
		line := p.take()
		if err := p.names(line); err != nil {
			return "", err
		}
		if status, ok := strings.CutPrefix(line, "HTTP "); ok {
			step.Body = strings.TrimRight(strings.Join(p.lines[begin:p.next-1], "\n"), "\n")
			return status, nil
		}
		if strings.HasPrefix(line, "## ") {
			return "", p.withoutStatus(step)
		}
	}
	return "", p.withoutStatus(step)
}

func (p *parser) withoutStatus(step *Step) error {
	return fmt.Errorf("no line with HTTP and a status after the request of line %d", step.requestAt)
}

// inlineJSON reads on until a blank line or the next line of the script.
func (p *parser) inlineJSON(first string) (string, error) {
	text, begin := first, p.next
	for p.next < len(p.lines) {
		line := p.lines[p.next]
		if endsJSON(line) {
			break
		}
		if err := p.names(p.take()); err != nil {
			return "", err
		}
		text += "\n" + line
	}
	// A placeholder may stand for a number, where braces would not be JSON.
	var value json.RawMessage
	if err := json.Unmarshal([]byte(placeholder().ReplaceAllString(text, "0")), &value); err != nil {
		p.next = begin
		return "", fmt.Errorf("not JSON: %w", err)
	}
	return text, nil
}

func endsJSON(line string) bool {
	word, _, _ := strings.Cut(line, " ")
	return strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") ||
		isDirective(word) || isAssertion(word) || word == "callback" || requestLine().MatchString(line)
}
