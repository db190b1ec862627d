package control

import (
	"errors"
	"net/http"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// clockOrder is the body of POST /_fakesms/clock: one of its members.
type clockOrder struct {
	Advance *string `json:"advance"` // "48h", a Go duration
	To      *string `json:"to"`      // "2026-02-01T08:00:00+01:00", RFC 3339
	Freeze  *bool   `json:"freeze"`
}

// movable is a clock that can be set: a world's, or the server's.
type movable interface {
	Clock() (sandbox.Reading, error)
	Freeze(frozen bool) error
	Advance(target sandbox.Target) (int, error)
}

// setClock moves, freezes or releases the clock of one world, which has its own
// from then on, or the server's, which all other worlds follow.
func (a *api) setClock(r *request) (any, error) {
	name, one, err := a.name(r, "neither for all")
	if err != nil {
		return nil, err
	}
	var order clockOrder
	if err := decode(r, &order); err != nil {
		return nil, err
	}
	move, err := order.read()
	if err != nil {
		return nil, err
	}
	if !one {
		answer, err := moved(a.box, move)
		answer.Owed = owedBy(a.box.Followers())
		return answer, err
	}
	for {
		world, err := a.world(name)
		if err != nil {
			return nil, err
		}
		answer, err := moved(world, move)
		if !errors.Is(err, sandbox.ErrGone) { // evicted meanwhile: it is made anew
			answer.Owed = owedBy(a.box.Together(world))
			return answer, err
		}
	}
}

func moved(clock movable, move func(movable) (int, error)) (clockAnswer, error) {
	happened, err := move(clock)
	if err != nil {
		return clockAnswer{}, err
	}
	now, err := clock.Clock()
	answer := reading(now)
	answer.Happened = &happened
	return answer, err
}

// read checks the order and gives what carries it out.
func (o clockOrder) read() (func(movable) (int, error), error) {
	given := 0
	for _, there := range []bool{o.Advance != nil, o.To != nil, o.Freeze != nil} {
		if there {
			given++
		}
	}
	switch {
	case given != 1:
		return nil, fail(http.StatusBadRequest, `give one of {"advance":"48h"}, {"to":"2026-02-01T08:00:00+01:00"}, {"freeze":true}, {"freeze":false}`)
	case o.Advance != nil:
		return o.readAdvance()
	case o.To != nil:
		return o.readTo()
	}
	return func(clock movable) (int, error) { return 0, clock.Freeze(*o.Freeze) }, nil
}

func (o clockOrder) readAdvance() (func(movable) (int, error), error) {
	by, err := time.ParseDuration(*o.Advance)
	if err != nil || by < 0 {
		return nil, fail(http.StatusBadRequest, `advance %q: it is a duration like "90s" or "48h", not negative`, *o.Advance)
	}
	return func(clock movable) (int, error) {
		return clock.Advance(func(now time.Time) time.Time { return now.Add(by) })
	}, nil
}

func (o clockOrder) readTo() (func(movable) (int, error), error) {
	to, err := time.Parse(time.RFC3339, *o.To)
	if err != nil {
		return nil, fail(http.StatusBadRequest, `to %q: it is a time like "2026-02-01T08:00:00+01:00" (RFC 3339)`, *o.To)
	}
	return func(clock movable) (int, error) {
		return clock.Advance(func(time.Time) time.Time { return to })
	}, nil
}
