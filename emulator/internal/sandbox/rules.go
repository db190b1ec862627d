package sandbox

import (
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"time"
)

// MaxRules is how many fates, and how many faults, an account may be given.
const MaxRules = 1000

// FateRule gives the messages that match it a fate of the user's.
type FateRule struct {
	ID    int64
	Match FateMatch
	Steps []Step
}

// FateMatch says which messages a rule is for; what is empty matches all.
type FateMatch struct {
	To   NumberPattern `json:"to,omitempty"`
	Text *Pattern      `json:"text,omitempty"`
}

func (m *FateMatch) matches(message *Message) bool {
	return m.To.Matches(message.To.E164) && (m.Text == nil || m.Text.MatchString(message.Text))
}

// NumberPattern is an E.164 number in which * stands for any digits.
type NumberPattern string

// Matches tells whether a number fits; the empty pattern fits all.
func (p NumberPattern) Matches(e164 string) bool {
	if p == "" {
		return true
	}
	fits, err := path.Match(string(p), e164)
	return err == nil && fits
}

// Pattern is a regular expression that is written as its text.
type Pattern struct{ *regexp.Regexp }

// UnmarshalText reads a regular expression in Go's syntax.
func (p *Pattern) UnmarshalText(text []byte) (err error) {
	p.Regexp, err = regexp.Compile(string(text))
	return err
}

// Delay is a duration that is written like "1m30s".
type Delay time.Duration

// MarshalText writes it as Go does.
func (d Delay) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// UnmarshalText reads a Go duration, not a negative one.
func (d *Delay) UnmarshalText(text []byte) error {
	duration, err := time.ParseDuration(string(text))
	if err != nil || duration < 0 {
		return &DelayError{Text: string(text)}
	}
	*d = Delay(duration)
	return nil
}

// DelayError refuses what is no duration.
type DelayError struct{ Text string }

func (e *DelayError) Error() string {
	quoted, _ := json.Marshal(e.Text)
	return string(quoted) + ` is no duration like "2s" or "48h", not negative`
}

// Rules are the fates that an account was given; the newest match wins.
type Rules struct {
	nextID int64
	list   []FateRule
}

// All are the rules, oldest first.
func (r *Rules) All() []FateRule { return r.list }

// Add takes a rule in and gives it its id; false if there are too many.
func (r *Rules) Add(rule FateRule) (FateRule, bool) {
	if len(r.list) >= MaxRules {
		return rule, false
	}
	rule.ID = r.nextID
	r.nextID++
	r.list = append(r.list, rule)
	return rule, true
}

// Delete takes the rule with an id out; false if there is none.
func (r *Rules) Delete(id int64) bool {
	before := len(r.list)
	r.list = slices.DeleteFunc(r.list, func(rule FateRule) bool { return rule.ID == id })
	return len(r.list) < before
}

// fate is that of the newest rule for a message, or else the given one.
func (r *Rules) fate(m *Message, otherwise []Step) []Step {
	for _, rule := range slices.Backward(r.list) {
		if rule.Match.matches(m) {
			return rule.Steps
		}
	}
	return otherwise
}
