package control

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// faultOrder is the body of POST /_fakesms/faults.
type faultOrder struct {
	Match sandbox.FaultMatch `json:"match"`
	After int                `json:"after"` // requests to let pass first
	Times *int               `json:"times"` // answers to spoil; left out: 1
	Do    sandbox.FaultAct   `json:"do"`
}

// fault is a fault of an account's, as the control API shows it.
type fault struct {
	Provider string `json:"provider"`
	Key      string `json:"key"`
	sandbox.Fault
}

type faultsAnswer struct {
	Faults []fault `json:"faults"`
}

// faults lists all, the spent ones too.
func (a *api) faults(r *request) (any, error) {
	worlds, err := a.narrowed(r)
	if err != nil {
		return nil, err
	}
	answer := faultsAnswer{Faults: []fault{}}
	for _, world := range worlds {
		world.Look(func(account *sandbox.Account) {
			for _, one := range account.Faults.All() {
				answer.Faults = append(answer.Faults, fault{account.Name.Provider, account.Name.Key, one})
			}
		})
	}
	return answer, nil
}

// addFault gives an account a fault.
func (a *api) addFault(r *request) (any, error) {
	name, err := a.account(r)
	if err != nil {
		return nil, err
	}
	var order faultOrder
	if err := decode(r, &order); err != nil {
		return nil, err
	}
	if err := order.check(a.dialect(name.Provider)); err != nil {
		return nil, err
	}
	added := sandbox.Fault{Match: order.Match, After: order.After, Times: 1, Do: order.Do}
	if order.Times != nil {
		added.Times = *order.Times
	}
	var there bool
	if err := a.open(name, func(account *sandbox.Account) { added, there = account.Faults.Add(added) }); err != nil {
		return nil, err
	}
	if !there {
		return nil, tooManyRules("faults")
	}
	return created{fault{name.Provider, name.Key, added}}, nil
}

func (a *api) deleteFault(r *request) (any, error) {
	return a.remove(r, "fault", func(account *sandbox.Account) []int64 {
		var ids []int64
		for _, one := range account.Faults.All() {
			ids = append(ids, one.ID)
		}
		return ids
	}, func(account *sandbox.Account, id int64) bool { return account.Faults.Delete(id) })
}

func (o *faultOrder) check(dialect *web.Dialect) error {
	if err := o.checkMatch(dialect); err != nil {
		return err
	}
	switch {
	case o.After < 0:
		return fail(http.StatusBadRequest, `member "after": %d is negative; it is how many requests pass first`, o.After)
	case o.Times != nil && *o.Times < 1:
		return fail(http.StatusBadRequest, `member "times": %d is no number of answers to spoil; it is 1 or more`, *o.Times)
	}
	return checkAct(&o.Do, dialect)
}

func (o *faultOrder) checkMatch(dialect *web.Dialect) error {
	endpoint, known := cmp.Or(o.Match.Endpoint, "*"), []string{"*"}
	var methods []string // of that endpoint
	for _, route := range dialect.Routes {
		if !slices.Contains(known, route.Endpoint) {
			known = append(known, route.Endpoint)
		}
		if endpoint == "*" || endpoint == route.Endpoint {
			methods = append(append(methods, route.Method), route.Also...)
		}
	}
	known = slices.Compact(known) // a path with two methods may have two routes
	slices.Sort(methods)
	methods = slices.Compact(methods)
	switch {
	case !slices.Contains(known, endpoint):
		return fail(http.StatusBadRequest, `member "match.endpoint": %q is not known; it is one of %s`, endpoint, strings.Join(known, ", "))
	case o.Match.Method != "" && !slices.Contains(methods, o.Match.Method):
		return fail(http.StatusBadRequest, `member "match.method": endpoint %q does not take %q; it takes %s`, endpoint, o.Match.Method, strings.Join(methods, ", "))
	}
	return checkPattern("match.to", o.Match.To)
}

// checkAct wants one act, or a delay.
func checkAct(do *sandbox.FaultAct, dialect *web.Dialect) error {
	acts := 0
	for _, given := range []bool{do.Code != 0, do.Status != 0, do.Close != "", do.Truncate != nil, do.HTML, do.NoMessageID} {
		if given {
			acts++
		}
	}
	switch {
	case acts > 1 || acts == 0 && do.Delay == 0:
		return fail(http.StatusBadRequest, `member "do": give one of code, status, close, truncate, html, noMessageId; delay alone or beside it`)
	case do.Code != 0 && !slices.ContainsFunc(dialect.Catalogue(), func(e web.Error) bool { return e.Code == do.Code }):
		return fail(http.StatusBadRequest, `member "do.code": %d is not in the catalogue; it is one of %s`, do.Code, codes(dialect))
	case do.Status != 0 && (do.Status < 200 || do.Status > 599):
		return fail(http.StatusBadRequest, `member "do.status": %d is no HTTP status of an answer; it is 200 to 599`, do.Status)
	case do.Status == 0 && (do.Body != "" || do.ContentType != ""):
		return fail(http.StatusBadRequest, `member "do": body and contentType belong to a status`)
	case do.Close != "" && do.Close != "before" && do.Close != "middle":
		return fail(http.StatusBadRequest, `member "do.close": %q is not known; it is before or middle`, do.Close)
	case do.Truncate != nil && *do.Truncate < 0:
		return fail(http.StatusBadRequest, `member "do.truncate": %d is negative; it is how many bytes of the body are left`, *do.Truncate)
	}
	return nil
}

func codes(dialect *web.Dialect) string {
	var all []string
	for _, e := range dialect.Catalogue() {
		all = append(all, strconv.Itoa(e.Code))
	}
	return strings.Join(slices.Compact(all), ", ")
}
