package control

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// message is one message with its history.
func (a *api) message(r *request) (any, error) {
	owner, err := a.ownerOf(r)
	if err != nil {
		return nil, err
	}
	var answer any
	owner.Look(func(account *sandbox.Account) {
		if m := find(account, r.vars["id"]); m != nil {
			answer = view(account.Name, m)
		}
	})
	return answer, goneMeanwhile(answer, r)
}

// ownerOf is the world that has the message with the id in the path.
func (a *api) ownerOf(r *request) (sandbox.Ref, error) {
	worlds, err := a.narrowed(r)
	if err != nil {
		return sandbox.Ref{}, err
	}
	id := r.vars["id"]
	return single(worlds, fmt.Sprintf("message %q", id), func(account *sandbox.Account) bool { return find(account, id) != nil })
}

func goneMeanwhile(answer any, r *request) error {
	if answer == nil {
		return fail(http.StatusNotFound, "message %q was dropped meanwhile", r.vars["id"])
	}
	return nil
}

// find is the message with an id, nil if the account has none.
func find(account *sandbox.Account, id string) *sandbox.Message {
	send, nth, ok := splitID(id)
	for _, m := range account.Messages.Send(send) {
		if ok && m.Nth == nth && m.ID() == id {
			return m
		}
	}
	return nil
}

// stateOrder is the body of POST /_fakesms/messages/{id}/state.
type stateOrder struct {
	State string `json:"state"`
}

// forceState puts a message into a state now; what was to happen to it does not.
func (a *api) forceState(r *request) (any, error) {
	var order stateOrder
	if err := decode(r, &order); err != nil {
		return nil, err
	}
	owner, err := a.ownerOf(r)
	if err != nil {
		return nil, err
	}
	if known := a.dialect(owner.Name.Provider).FateStates(); !slices.Contains(known, order.State) {
		return nil, fail(http.StatusBadRequest, `member "state": %q is not known; it is one of %s`, order.State, strings.Join(known, ", "))
	}
	var answer any
	owner.Do(func(account *sandbox.Account) {
		if m := find(account, r.vars["id"]); m != nil {
			account.Force(m, order.State)
			answer = view(account.Name, m)
		}
	})
	return answer, goneMeanwhile(answer, r)
}

// splitID takes "123-2" apart: the send, and the recipient's place in it.
func splitID(id string) (send int64, nth int, ok bool) {
	head, tail, several := strings.Cut(id, "-")
	send, err := strconv.ParseInt(head, 10, 64)
	if err != nil || !several {
		return send, 1, err == nil
	}
	nth, err = strconv.Atoi(tail)
	return send, nth, err == nil && nth > 1
}
