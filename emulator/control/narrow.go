package control

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// narrowed are the worlds that provider and key leave; all without them.
func (a *api) narrowed(r *request) ([]sandbox.Ref, error) {
	provider := r.query.Get("provider")
	if provider != "" {
		if err := a.knownProvider(provider); err != nil {
			return nil, err
		}
	}
	return a.box.Accounts(provider, r.query.Get("key")), nil
}

func (a *api) knownProvider(provider string) error {
	if known := a.box.Providers(); !slices.Contains(known, provider) {
		return fail(http.StatusBadRequest, "provider %q is not known; it is one of %s", provider, strings.Join(known, ", "))
	}
	return nil
}

// name reads provider and key: both, or neither, which means what the last
// argument says.
func (a *api) name(r *request, neither string) (name sandbox.Name, given bool, err error) {
	name = sandbox.Name{Provider: r.query.Get("provider"), Key: r.query.Get("key")}
	if name == (sandbox.Name{}) {
		return name, false, nil
	}
	if name.Provider == "" || name.Key == "" {
		return name, false, fail(http.StatusBadRequest, "provider and key go together: give both for one account, %s", neither)
	}
	return name, true, a.knownProvider(name.Provider)
}

// open runs do in an account's world, which it makes if need be.
func (a *api) open(name sandbox.Name, do func(*sandbox.Account)) error {
	if err := a.knownProvider(name.Provider); err != nil {
		return err
	}
	if !a.box.Open(name, do) {
		return fail(http.StatusBadRequest, "the key %q opens no account: keys that begin with invalid or wrong are refused, and, if the server was started with --key, all but those", name.Key)
	}
	return nil
}

// world is the world of an account, made if need be.
func (a *api) world(name sandbox.Name) (sandbox.Ref, error) {
	for {
		if err := a.open(name, func(*sandbox.Account) {}); err != nil {
			return sandbox.Ref{}, err
		}
		if known, there := a.box.Find(name); there {
			return known, nil
		}
	}
}

// account names the one account that a request changes. Provider and key may be
// left out while there is only one.
func (a *api) account(r *request) (sandbox.Name, error) {
	name, given, err := a.name(r, "neither while only one account is known")
	if err != nil || given {
		return name, err
	}
	worlds := a.box.Accounts("", "")
	if len(worlds) != 1 {
		return name, fail(http.StatusBadRequest, "%d accounts are known: say with provider and key which one is meant", len(worlds))
	}
	return worlds[0].Name, nil
}

// single is the world of the one account that has something. What names it in
// errors.
func single(worlds []sandbox.Ref, what string, has func(*sandbox.Account) bool) (sandbox.Ref, error) {
	var owners []sandbox.Ref
	for _, world := range worlds {
		world.Look(func(account *sandbox.Account) {
			if has(account) {
				owners = append(owners, world)
			}
		})
	}
	switch len(owners) {
	case 0:
		return sandbox.Ref{}, fail(http.StatusNotFound, "there is no %s; it was dropped or deleted, or never was", what)
	case 1:
		return owners[0], nil
	}
	return sandbox.Ref{}, fail(http.StatusConflict, "%d accounts have a %s; add provider and key", len(owners), what)
}

// remove deletes what has the id in the path, in the one account that has it.
func (a *api) remove(r *request, what string, ids func(*sandbox.Account) []int64, remove func(*sandbox.Account, int64) bool) (any, error) {
	if err := noBody(r); err != nil {
		return nil, err
	}
	worlds, err := a.narrowed(r)
	if err != nil {
		return nil, err
	}
	id, err := strconv.ParseInt(r.vars["id"], 10, 64)
	if err != nil {
		return nil, fail(http.StatusNotFound, "%q is no id of a %s; GET %s/%ss shows them", r.vars["id"], what, prefix, what)
	}
	what = fmt.Sprintf("%s %d", what, id)
	owner, err := single(worlds, what, func(account *sandbox.Account) bool { return slices.Contains(ids(account), id) })
	if err != nil {
		return nil, err
	}
	deleted := false
	owner.Do(func(account *sandbox.Account) { deleted = remove(account, id) })
	if !deleted {
		return nil, fail(http.StatusNotFound, "%s was deleted meanwhile", what)
	}
	return deletedAnswer{id}, nil
}

type deletedAnswer struct {
	Deleted int64 `json:"deleted"` // the id
}
