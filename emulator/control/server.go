package control

import (
	"net/http"
	"slices"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// Route is one emulated endpoint and what its answer rests on.
type Route struct {
	Provider      string `json:"provider"`
	Method        string `json:"method"`
	Path          string `json:"path"`     // "/v1/stop-sms/list"
	Endpoint      string `json:"endpoint"` // the same without version: "stop-sms/list"
	Documentation string `json:"documentation"`
	Evidence      string `json:"evidence"` // recorded, published, client or assumed
}

// Routes lists the endpoints of all providers.
func Routes(dialects []*web.Dialect) []Route {
	var routes []Route
	for _, dialect := range dialects {
		for i := range dialect.Routes {
			route := &dialect.Routes[i]
			routes = append(routes, Route{
				Provider:      dialect.Provider,
				Method:        route.Method,
				Path:          dialect.Path(route),
				Endpoint:      route.Endpoint,
				Documentation: route.Docs,
				Evidence:      string(route.Evidence),
			})
		}
	}
	return routes
}

func (a *api) routes(r *request) (any, error) {
	if _, err := a.narrowed(r); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(Routes(a.dialects), func(route Route) bool {
		provider := r.query.Get("provider")
		return provider != "" && provider != route.Provider
	}), nil
}

type healthAnswer struct {
	Status   string        `json:"status"` // "ok"
	Version  string        `json:"version"`
	Uptime   string        `json:"uptime"` // wall time, "1h2m3s"
	Accounts int           `json:"accounts"`
	Dropped  sandbox.Drops `json:"dropped"` // to stay within the limits
}

func (a *api) health(r *request) (any, error) {
	worlds, err := a.narrowed(r)
	if err != nil {
		return nil, err
	}
	return healthAnswer{
		Status:   "ok",
		Version:  a.version,
		Uptime:   time.Since(a.started).Round(time.Millisecond).String(),
		Accounts: len(worlds),
		Dropped:  a.box.Dropped(),
	}, nil
}

type resetAnswer struct {
	Accounts int `json:"accounts"` // that were forgotten
}

// reset forgets one world, or everything and the server clock. Forgetting what
// is not there is no error: tests reset before they begin.
func (a *api) reset(r *request) (any, error) {
	name, one, err := a.name(r, "neither for all")
	if err != nil {
		return nil, err
	}
	// Who names an account in a body would wipe out all of them.
	if err := noBody(r); err != nil {
		return nil, err
	}
	if one {
		forgotten, err := a.box.Forget(name)
		return resetAnswer{Accounts: forgotten}, err
	}
	forgotten, err := a.box.Reset()
	return resetAnswer{Accounts: forgotten}, err
}

type clockAnswer struct {
	Now      time.Time  `json:"now"`
	Frozen   bool       `json:"frozen"`
	Next     *time.Time `json:"next"`               // when the next event is due; null: nothing is
	Happened *int       `json:"happened,omitempty"` // events carried out by this call
	Owed     []owed     `json:"owed,omitempty"`     // callbacks to be tried again later; the first hundred
}

// owed is a callback whose next attempt is due later.
type owed struct {
	Provider string    `json:"provider"`
	Key      string    `json:"key"`
	ID       int64     `json:"id"`
	URL      string    `json:"url"`
	Due      time.Time `json:"due"`
}

// maxOwed is how many owed callbacks an answer lists.
const maxOwed = 100

func owedBy(worlds []sandbox.Ref) []owed {
	var all []owed
	for _, world := range worlds {
		world.Look(func(account *sandbox.Account) {
			for place := range account.Callbacks.Len() {
				if c := account.Callbacks.At(place); c.State == sandbox.Owed && len(all) < maxOwed {
					all = append(all, owed{account.Name.Provider, account.Name.Key, c.ID, c.URL, c.Due})
				}
			}
		})
	}
	return all
}

func reading(clock sandbox.Reading) clockAnswer {
	answer := clockAnswer{Now: clock.Now, Frozen: clock.Frozen}
	if !clock.Next.IsZero() {
		answer.Next = &clock.Next
	}
	return answer
}

func (a *api) clock(r *request) (any, error) {
	name, one, err := a.name(r, "neither for all")
	if err != nil {
		return nil, err
	}
	if !one {
		now, err := a.box.Clock()
		return reading(now), err
	}
	known, there := a.box.Find(name)
	if !there {
		return nil, fail(http.StatusNotFound, "no account of %s has the key %q yet; its first call makes it", name.Provider, name.Key)
	}
	now, err := known.Clock()
	return reading(now), err
}
