package smspartner

import (
	"strconv"
	"strings"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// resumeLimit is how many calls a minute statistics/cost-resume takes.
const resumeLimit = 5

// maxDays is how long a range is told by the day; a longer one is told by the
// month. The page prints months only (assumed).
const maxDays = 31

// costResume is the one answer of success without a code.
type costResume struct {
	Success bool         `json:"success"`
	Periods []costPeriod `json:"datas"`
}

// costPeriod is what the messages of a month, or of a day, cost.
type costPeriod struct {
	Month    string        `json:"month"` // "october"
	Year     string        `json:"year"`
	M        string        `json:"m"`    // "10"
	Date     int64         `json:"date"` // seconds since 1970 at which it begins in Paris
	Type     string        `json:"type"` // "month", or "day" (assumed)
	Cost     sandbox.Money `json:"cost"`
	Messages string        `json:"nb_send"`
}

// interval are the days that a resume is asked for, by the day or by the month.
type interval struct {
	first, last time.Time
	daily       bool
}

// statisticsCostResume is GET /v1/statistics/cost-resume: what was sent, and what
// it cost, oldest first. A period without messages is told too (assumed).
func (p *provider) statisticsCostResume(c *web.Call) (any, error) {
	data := dataOf(c.Account)
	if !data.ResumeCalls.Allow(c.Account.Now(), resumeLimit, time.Minute) {
		return nil, tooFast(resumeLimit, c.Account)
	}
	asked, err := p.readInterval(c)
	if err != nil {
		return nil, err
	}
	answer := costResume{Success: true, Periods: []costPeriod{}}
	for from := asked.first; !from.After(asked.last); {
		to := from
		if !asked.daily {
			to = monthOf(from).AddDate(0, 1, -1)
		}
		if to.After(asked.last) {
			to = asked.last
		}
		answer.Periods = append(answer.Periods, asked.tell(from, data.Charged.sum(p.day(from), p.day(to))))
		from = to.AddDate(0, 0, 1)
	}
	return answer, nil
}

// tell dates a month by its first day, also where the range begins within it.
func (i interval) tell(from time.Time, total dayTotal) costPeriod {
	kind := "day"
	if !i.daily {
		kind, from = "month", monthOf(from)
	}
	return costPeriod{
		Month: strings.ToLower(from.Month().String()), Year: from.Format("2006"), M: from.Format("01"),
		Date: from.Unix(), Type: kind, Cost: total.Cost, Messages: strconv.FormatInt(total.Messages, 10),
	}
}

// readInterval reads one of the three intervals. The page has no error for
// another one, or for dates that are none; the code is that of its neighbours
// (assumed). So is that the twelve months end with the present one.
func (p *provider) readInterval(c *web.Call) (interval, error) {
	month := monthOf(c.Account.Now().In(p.paris))
	switch c.Text("interval") {
	case "last_month":
		return interval{first: month.AddDate(0, -1, 0), last: month.AddDate(0, 0, -1)}, nil
	case "last_twelve_months":
		return interval{first: month.AddDate(0, -11, 0), last: month.AddDate(0, 1, -1)}, nil
	case "custom":
		first, err := p.readDay(c.Text("from"))
		if err != nil {
			return interval{}, err
		}
		last, err := p.readDay(c.Text("to"))
		if err != nil || last.Before(first) {
			return interval{}, errFormat
		}
		return interval{first: first, last: last, daily: last.Before(first.AddDate(0, 0, maxDays))}, nil
	}
	return interval{}, errFormat
}

// readDay reads "21-10-2022", with dashes where sends have slashes.
func (p *provider) readDay(text string) (time.Time, error) {
	day, err := time.ParseInLocation("02-01-2006", strings.TrimSpace(text), p.paris)
	if err != nil || day.Year() < 1970 || day.After(sandbox.LastTime()) {
		return time.Time{}, errFormat // no clock shows it
	}
	return day, nil
}

func monthOf(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, day.Location())
}
