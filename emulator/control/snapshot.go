package control

import (
	"errors"
	"net/http"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// maxSnapshot is how long a snapshot may be.
const maxSnapshot = 1 << 30

// snapshot is all that the server holds, or one world of it.
func (a *api) snapshot(r *request) (any, error) {
	name, one, err := a.name(r, "neither for all")
	if err != nil {
		return nil, err
	}
	if !one {
		return a.box.Snapshot(nil, false)
	}
	snapshot, err := a.box.Snapshot(&name, false)
	if err == nil && len(snapshot.Worlds) == 0 {
		return nil, fail(http.StatusNotFound, "no account of %s has the key %q", name.Provider, name.Key)
	}
	return snapshot, err
}

// restore replaces everything by a snapshot.
func (a *api) restore(r *request) (any, error) {
	snapshot, err := sandbox.ReadSnapshot(r.body)
	if err == nil {
		err = a.box.Restore(snapshot)
	}
	if err != nil && !errors.Is(err, sandbox.ErrClockBusy) {
		err = fail(http.StatusBadRequest, "nothing was restored: %v", err)
	}
	return restoredAnswer{len(a.box.Accounts("", ""))}, err
}

type restoredAnswer struct {
	Accounts int `json:"accounts"` // that there are now
}

type savedAnswer struct {
	Saved bool `json:"saved"`
}

// saveState writes the state file.
func (a *api) saveState(r *request) (any, error) {
	if err := noBody(r); err != nil {
		return nil, err
	}
	if a.save == nil {
		return nil, fail(http.StatusConflict, "the server was started without --state FILE: there is no file to save to; GET %s/snapshot shows the state", prefix)
	}
	return savedAnswer{true}, a.save()
}
