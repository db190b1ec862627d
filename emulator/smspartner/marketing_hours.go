package smspartner

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/fr"
)

// Marketing messages go out from 8h to 20h, not on Sundays and public holidays;
// what comes at another time is paused. Codes 22 and 23 are older: 22 still says
// 22h. They are for a date that the request asks for (assumed).
//
// No page says how the service tells marketing from the rest. It has accounts for
// marketing, to whose messages it adds the STOP mention by itself, and its support
// lifts the hours for an account. So an account keeps the hours, or does not, with
// all that it sends: isStopSms changes nothing (assumed).
const (
	openingHour = 8
	closingHour = 20
)

// keepHours holds a schedule against the hours: what shall go at once waits for
// the next opening, a date outside of them is refused.
func (p *provider) keepHours(when schedule, now time.Time) schedule {
	at := when.at.In(p.paris)
	switch {
	case when.at.IsZero():
		if opening := p.nextOpening(now); opening.After(now) {
			return schedule{at: opening, paused: true}
		}
	case !isOpenHour(at):
		when.err = errMarketingHour
	case p.isDayOff(at):
		when.err = marketingDay(when.written)
	}
	return when
}

// nextOpening is the time itself if marketing may be sent then, or else 8h of the
// next working day, Saturdays included (assumed).
func (p *provider) nextOpening(t time.Time) time.Time {
	t = t.In(p.paris)
	if isOpenHour(t) && !p.isDayOff(t) {
		return t
	}
	opening := time.Date(t.Year(), t.Month(), t.Day(), openingHour, 0, 0, 0, p.paris)
	for opening.Before(t) || p.isDayOff(opening) {
		opening = opening.AddDate(0, 0, 1)
	}
	return opening
}

// frenchHolidays are those of the whole country: not the two of Alsace and Moselle,
// nor those overseas. Without a cache the calendar may be shared.
func frenchHolidays() *cal.Calendar { return &cal.Calendar{Holidays: fr.Holidays} }

// isOpenHour and isDayOff take a time in Paris.
func isOpenHour(t time.Time) bool { return t.Hour() >= openingHour && t.Hour() < closingHour }

func (p *provider) isDayOff(t time.Time) bool {
	holiday, _, _ := p.offDays.IsHoliday(t)
	return holiday || t.Weekday() == time.Sunday
}

// marketingDay is code 23 about a date. What the page has between "La date" and
// "n'est pas valide" is lost; the form's other text about a date repeats it in
// brackets, with its time (assumed).
func marketingDay(written string) error { return filled(errMarketingDay, "("+written+")") }
