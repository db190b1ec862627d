package control

import (
	"net/http"
	"slices"
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// narrowed are the worlds that provider and key leave; all without them.
func (a *api) narrowed(r *request) ([]*sandbox.World, error) {
	provider := r.query.Get("provider")
	if provider != "" {
		if err := a.knownProvider(provider); err != nil {
			return nil, err
		}
	}
	return a.box.Worlds(provider, r.query.Get("key")), nil
}

func (a *api) knownProvider(provider string) error {
	if known := a.box.Providers(); !slices.Contains(known, provider) {
		return fail(http.StatusBadRequest, "provider %q is not known; it is one of %s", provider, strings.Join(known, ", "))
	}
	return nil
}

// name reads provider and key: both, or neither.
func (a *api) name(r *request) (name sandbox.Name, given bool, err error) {
	name = sandbox.Name{Provider: r.query.Get("provider"), Key: r.query.Get("key")}
	if name == (sandbox.Name{}) {
		return name, false, nil
	}
	if name.Provider == "" || name.Key == "" {
		return name, false, fail(http.StatusBadRequest, "provider and key go together: give both for one account, neither for all")
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
func (a *api) world(name sandbox.Name) (*sandbox.World, error) {
	for {
		if err := a.open(name, func(*sandbox.Account) {}); err != nil {
			return nil, err
		}
		if world := a.box.Find(name); world != nil {
			return world, nil
		}
	}
}
