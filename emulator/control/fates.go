package control

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// fateOrder is the body of POST /_fakesms/fates.
type fateOrder struct {
	Match sandbox.FateMatch `json:"match"`
	Steps []fateStep        `json:"steps"`
}

type fateStep struct {
	After sandbox.Delay `json:"after"` // from the dispatch on: "2s"
	State string        `json:"state"`
}

// fate is a rule of an account's, as the control API shows it.
type fate struct {
	Provider string            `json:"provider"`
	Key      string            `json:"key"`
	ID       int64             `json:"id"`
	Match    sandbox.FateMatch `json:"match"`
	Steps    []fateStep        `json:"steps"`
}

func viewFate(name sandbox.Name, rule sandbox.FateRule) fate {
	view := fate{name.Provider, name.Key, rule.ID, rule.Match, make([]fateStep, len(rule.Steps))}
	for i, step := range rule.Steps {
		view.Steps[i] = fateStep{sandbox.Delay(step.After), step.State}
	}
	return view
}

type fatesAnswer struct {
	Fates []fate `json:"fates"`
}

func (a *api) fates(r *request) (any, error) {
	worlds, err := a.narrowed(r)
	if err != nil {
		return nil, err
	}
	answer := fatesAnswer{Fates: []fate{}}
	for _, world := range worlds {
		world.Look(func(account *sandbox.Account) {
			for _, rule := range account.Rules.All() {
				answer.Fates = append(answer.Fates, viewFate(account.Name, rule))
			}
		})
	}
	return answer, nil
}

// addFate gives an account a rule.
func (a *api) addFate(r *request) (any, error) {
	name, err := a.account(r)
	if err != nil {
		return nil, err
	}
	var order fateOrder
	if err := decode(r, &order); err != nil {
		return nil, err
	}
	rule, err := order.rule(a.dialect(name.Provider))
	if err != nil {
		return nil, err
	}
	var there bool
	if err := a.open(name, func(account *sandbox.Account) { rule, there = account.Rules.Add(rule) }); err != nil {
		return nil, err
	}
	if !there {
		return nil, tooManyRules("fates")
	}
	return created{viewFate(name, rule)}, nil
}

func tooManyRules(what string) error {
	return fail(http.StatusConflict, "the account has %d %s already; delete some", sandbox.MaxRules, what)
}

func (a *api) deleteFate(r *request) (any, error) {
	return a.remove(r, "fate", func(account *sandbox.Account) []int64 {
		var ids []int64
		for _, rule := range account.Rules.All() {
			ids = append(ids, rule.ID)
		}
		return ids
	}, func(account *sandbox.Account, id int64) bool { return account.Rules.Delete(id) })
}

// rule checks an order. A fate that does not say what happens at once begins as
// every message does.
func (o *fateOrder) rule(dialect *web.Dialect) (sandbox.FateRule, error) {
	rule := sandbox.FateRule{Match: o.Match}
	if err := checkPattern("match.to", o.Match.To); err != nil {
		return rule, err
	}
	if len(o.Steps) == 0 {
		return rule, fail(http.StatusBadRequest, `member "steps": a fate has one or more, like {"after":"2s","state":%q}`, dialect.FateStates()[1])
	}
	if o.Steps[0].After > 0 {
		rule.Steps = append(rule.Steps, sandbox.Step{State: dialect.Begin})
	}
	last := sandbox.Delay(0)
	for i, step := range o.Steps {
		if !slices.Contains(dialect.FateStates(), step.State) {
			return rule, fail(http.StatusBadRequest, `member "steps[%d].state": %q is not known; it is one of %s`, i, step.State, strings.Join(dialect.FateStates(), ", "))
		}
		if step.After < last {
			return rule, fail(http.StatusBadRequest, `member "steps[%d].after": %s is before the step above, %s; delays count from the dispatch on`, i, time.Duration(step.After), time.Duration(last))
		}
		last = step.After
		rule.Steps = append(rule.Steps, sandbox.Step{After: time.Duration(step.After), State: step.State})
	}
	return rule, nil
}

var numberPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(\*|\+)[0-9*]*$`) })

func checkPattern(member string, pattern sandbox.NumberPattern) error {
	if pattern != "" && !numberPattern().MatchString(string(pattern)) {
		return fail(http.StatusBadRequest, `member %q: %q is no pattern; write E.164 with * for any digits, like "+3361234*"`, member, pattern)
	}
	return nil
}

// dialect is that of a provider that is known.
func (a *api) dialect(provider string) *web.Dialect {
	at := slices.IndexFunc(a.dialects, func(d *web.Dialect) bool { return d.Provider == provider })
	return a.dialects[at]
}
