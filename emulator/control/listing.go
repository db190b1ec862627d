package control

import (
	"slices"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// sequence is what an account holds of one kind, oldest first: its messages, its
// callbacks.
type sequence[T any] interface {
	Len() int
	At(place int) *T
}

// kind is how things of one kind are found and shown.
type kind[T any] struct {
	plural string
	of     func(*sandbox.Account) sequence[T]
	since  func(*T) time.Time // what they are sorted by
	near   func(owned[T]) near
}

// owned is a copy of what an account holds, to be looked at when its world is free
// again.
type owned[T any] struct {
	name sandbox.Name
	item T
}

// list gives the newest things that are wanted, oldest first.
func list[T any](a *api, r *request, k kind[T], wanted conditions[*T]) ([]owned[T], error) {
	accounts, err := a.narrowed(r)
	if err != nil {
		return nil, err
	}
	limit, err := limit(r)
	if err != nil {
		return nil, err
	}
	var found []owned[T]
	for _, account := range accounts {
		account.Look(func(account *sandbox.Account) {
			found = append(found, newest(account.Name, k.of(account), wanted, limit)...)
		})
	}
	slices.SortStableFunc(found, func(a, b owned[T]) int { return k.since(&a.item).Compare(k.since(&b.item)) })
	return found[max(len(found)-limit, 0):], nil
}

// newest are the last things of an account that are wanted, oldest first.
func newest[T any](name sandbox.Name, all sequence[T], wanted conditions[*T], limit int) []owned[T] {
	var found []owned[T]
	for place := all.Len() - 1; place >= 0 && len(found) < limit; place-- {
		if one := all.At(place); wanted.hold(one) {
			found = append(found, owned[T]{name, *one})
		}
	}
	slices.Reverse(found)
	return found
}

// wait is list as soon as enough is there; else it gives what came closest.
func wait[T any](a *api, r *request, k kind[T], wanted conditions[*T]) (found []owned[T], late *overdue, err error) {
	p, err := readPatience(r)
	if err != nil {
		return nil, nil, err
	}
	enough, err := a.await(r, p, func() (int, error) {
		found, err = list(a, r, k, wanted)
		return len(found), err
	})
	if err != nil || enough {
		return found, nil, err
	}
	all, err := list(a, r, k, nil)
	if err != nil {
		return nil, nil, err
	}
	return nil, &overdue{Error: p.tooFew(k.plural, len(found)), Nearest: nearest(k, all, wanted)}, nil
}

// shownNearest is how many things that came close an answer shows.
const shownNearest = 3

// nearest are the things that came closest to what was wanted: those with the
// fewest differences, of these the last ones first.
func nearest[T any](k kind[T], all []owned[T], wanted conditions[*T]) []near {
	others := slices.DeleteFunc(all, func(o owned[T]) bool { return wanted.hold(&o.item) })
	slices.Reverse(others)
	slices.SortStableFunc(others, func(a, b owned[T]) int {
		return len(wanted.differences(&a.item)) - len(wanted.differences(&b.item))
	})
	closest := []near{}
	for _, o := range others[:min(len(others), shownNearest)] {
		one := k.near(o)
		one.Differs = wanted.differences(&o.item)
		closest = append(closest, one)
	}
	return closest
}
