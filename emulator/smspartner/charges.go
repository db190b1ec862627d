package smspartner

import (
	"slices"
	"strings"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// charges are what an account's sends cost and how many messages they had, by
// day, in order; days without any are left out. They are kept as totals, so that
// messages which the ring has dropped still count.
type charges []dayTotal

// dayTotal is that of one day in Paris.
type dayTotal struct {
	Day      string // "2027-01-11"
	Cost     sandbox.Money
	Messages int64
}

// charge takes what a send costs, and counts it on the day on which it goes out:
// that of its time, or today if it has none. A send that is not paid for, a
// sandbox one, is not charged.
func (p *provider) charge(account *sandbox.Account, at time.Time, cost sandbox.Decimal, messages int) error {
	if err := settingsOf(account).pay(cost); err != nil {
		return err
	}
	if at.IsZero() {
		at = account.Now()
	}
	dataOf(account).Charged.add(p.day(at), cost, int64(messages))
	return nil
}

// refund gives back what a send cost that was to go out at a time, as if it had
// never been charged.
func (p *provider) refund(account *sandbox.Account, at time.Time, cost sandbox.Decimal, messages int) {
	settingsOf(account).Balance += sandbox.Money(cost)
	dataOf(account).Charged.add(p.day(at), -cost, -int64(messages))
}

// paidAhead is what an account paid for messages that still wait for their time.
func paidAhead(account *sandbox.Account) (sum sandbox.Money) {
	for place := range account.Messages.Len() {
		if m := account.Messages.At(place); m.State == scheduled && !m.Sandbox {
			sum += sandbox.Money(m.Cost)
		}
	}
	return sum
}

// day names the day of a time in Paris. RFC 3339 begins with it, and is written
// much quicker than other layouts.
func (p *provider) day(at time.Time) string {
	var room [len(time.RFC3339)]byte
	return string(at.In(p.paris).AppendFormat(room[:0], time.RFC3339)[:len(time.DateOnly)])
}

func (l *charges) add(day string, cost sandbox.Decimal, messages int64) {
	at, found := l.find(day)
	if !found {
		*l = slices.Insert(*l, at, dayTotal{Day: day})
	}
	total := &(*l)[at]
	total.Cost += sandbox.Money(cost)
	total.Messages += messages
	if total.Messages == 0 {
		*l = slices.Delete(*l, at, at+1)
	}
}

// sum is the total of the days from one to another, both included.
func (l charges) sum(first, last string) (total dayTotal) {
	at, _ := l.find(first)
	for _, day := range l[at:] {
		if day.Day > last {
			break
		}
		total.Cost += day.Cost
		total.Messages += day.Messages
	}
	return total
}

func (l charges) find(day string) (at int, found bool) {
	return slices.BinarySearchFunc(l, day, func(t dayTotal, day string) int { return strings.Compare(t.Day, day) })
}
