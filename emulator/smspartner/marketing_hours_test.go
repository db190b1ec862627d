package smspartner

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/emulator/internal/sms"
)

func newProvider(t *testing.T) *provider {
	t.Helper()
	paris, err := time.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	return &provider{numbers: sms.NewNumbers(), paris: paris, offDays: frenchHolidays(), fates: newFates()}
}

// publicHolidays are those of France in the years that the tests walk through.
func publicHolidays() []string {
	return []string{
		"2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25", "2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25",
		"2027-01-01", "2027-03-29", "2027-05-01", "2027-05-06", "2027-05-08", "2027-05-17", "2027-07-14", "2027-08-15", "2027-11-01", "2027-11-11", "2027-12-25",
		"2028-01-01",
	}
}

// Every day of two years, at the times at which the rule turns: a send waits for
// 8h of the first day, the same one included, that is neither a Sunday nor one of
// the list.
func TestMarketingHoursAllThroughTheYear(t *testing.T) {
	p := newProvider(t)
	holidays := publicHolidays()
	working := func(day time.Time) bool {
		return day.Weekday() != time.Sunday && !slices.Contains(holidays, day.Format(time.DateOnly))
	}
	for day := time.Date(2026, 1, 1, 0, 0, 0, 0, p.paris); day.Year() < 2028; day = day.AddDate(0, 0, 1) {
		at := func(hour, minute, second int) time.Time {
			return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, second, 0, p.paris)
		}
		next := day.AddDate(0, 0, 1)
		for !working(next) {
			next = next.AddDate(0, 0, 1)
		}
		nextMorning := time.Date(next.Year(), next.Month(), next.Day(), 8, 0, 0, 0, p.paris)
		for _, c := range []struct {
			asked, workingDay time.Time // when a send on a working day goes
		}{
			{at(0, 0, 0), at(8, 0, 0)}, {at(2, 30, 0), at(8, 0, 0)}, {at(7, 59, 59), at(8, 0, 0)},
			{at(8, 0, 0), at(8, 0, 0)}, {at(12, 0, 0), at(12, 0, 0)}, {at(19, 59, 59), at(19, 59, 59)},
			{at(20, 0, 0), nextMorning}, {at(22, 0, 0), nextMorning}, {at(23, 59, 59), nextMorning},
		} {
			want := c.workingDay
			if !working(day) {
				want = nextMorning
			}
			got := p.nextOpening(c.asked.UTC())
			require.True(t, want.Equal(got), "%s: got %s, want %s", c.asked, got, want)

			paused := p.keepHours(schedule{}, c.asked.UTC())
			require.NoError(t, paused.err)
			require.Equal(t, !want.Equal(c.asked), paused.paused, "%s", c.asked)

			dated := p.keepHours(schedule{at: c.asked, written: "D"}, day.UTC())
			require.Equal(t, c.asked, dated.at, "a date is kept or refused, never moved")
			switch {
			case c.asked.Hour() < 8 || c.asked.Hour() >= 20:
				require.Equal(t, errMarketingHour, dated.err, "%s", c.asked)
			case !working(day):
				require.ErrorContains(t, dated.err, "La date (D) n'est pas valide", "%s", c.asked)
			default:
				require.NoError(t, dated.err, "%s", c.asked)
			}
		}
	}
}

// The day is that of Paris: the evening of the 13th in UTC may be Bastille day.
func TestMarketingDayIsThatOfParis(t *testing.T) {
	p := newProvider(t)
	got := p.nextOpening(time.Date(2027, 7, 13, 22, 30, 0, 0, time.UTC))
	assert.Equal(t, "2027-07-15 08:00:00", p.shownTime(got))
	got = p.nextOpening(time.Date(2027, 7, 13, 17, 59, 0, 0, time.UTC))
	assert.Equal(t, "2027-07-13 19:59:00", p.shownTime(got))
}
