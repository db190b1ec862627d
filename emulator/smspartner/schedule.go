package smspartner

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// schedule is when a send shall go: at once if it is zero.
type schedule struct {
	at         time.Time
	paused     bool   // nobody asked for that time
	written    string // what was asked for, as texts repeat it: "21/10/2027 à 9:0"
	violations []violation
	err        error // a rule that has a code of its own
}

// readSchedule is when a send shall go, in the hours that its account keeps.
func (p *provider) readSchedule(c *web.Call) schedule {
	when := p.readDate(c)
	if !settingsOf(c.Account).MarketingHours || when.err != nil || len(when.violations) > 0 {
		return when
	}
	return p.keepHours(when, c.Account.Now())
}

// readDate reads scheduledDeliveryDate, time and minute, Paris time: all three,
// or none.
func (p *provider) readDate(c *web.Call) schedule {
	date, hour, minute := c.Text("scheduledDeliveryDate"), c.Text("time"), c.Text("minute")
	if date == "" {
		if hour != "" || minute != "" {
			return schedule{err: errNoDate}
		}
		return schedule{}
	}
	day, err := time.ParseInLocation("02/01/2006", strings.TrimSpace(date), p.paris)
	if err != nil {
		return schedule{err: errDate}
	}
	now := c.Account.Now().In(p.paris)
	written := fmt.Sprintf("%s à %s:%s", date, hour, minute)
	if hour == "" || minute == "" {
		today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, p.paris)
		return schedule{violations: incomplete(written, hour, minute, day.Before(today))}
	}
	at, err := moment(day, hour, minute)
	if err == nil && at.Before(now) {
		return schedule{violations: []violation{past(written)}}
	}
	return schedule{at: at, written: written, err: err}
}

// incomplete lists what the form says of a date without its time.
func incomplete(written, hour, minute string, isPast bool) []violation {
	var all []violation
	if isPast {
		all = append(all, past(written))
	}
	if minute == "" {
		all = append(all, violation{child("minute"), "La minute est requise"})
	}
	if hour == "" {
		all = append(all, violation{child("time"), "L'heure est requise"})
	}
	return all
}

func past(written string) violation {
	return violation{child("scheduledDeliveryDate"), "La date (" + written + ") est anterieure a la date actuelle."}
}

// shownTime is a time of sending in an answer: "2018-08-18 20:00:00", Paris time;
// "" for at once.
func (p *provider) shownTime(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(p.paris).Format(time.DateTime)
}

// moment adds hour (0 to 24) and minute (a multiple of 5) to a day. No code is
// about an hour that is none: it makes the date invalid (assumed).
func moment(day time.Time, hour, minute string) (time.Time, error) {
	h, err := strconv.Atoi(strings.TrimSpace(hour))
	if err != nil || h < 0 || h > 24 {
		return time.Time{}, errDate
	}
	m, err := strconv.Atoi(strings.TrimSpace(minute))
	if err != nil {
		return time.Time{}, errMinute
	}
	if m < 0 || m > 55 || m%5 != 0 {
		return time.Time{}, errMinuteStep
	}
	at := time.Date(day.Year(), day.Month(), day.Day(), h, m, 0, 0, day.Location())
	if h == 24 && m > 0 || at.After(sandbox.LastTime()) {
		return time.Time{}, errDate
	}
	return at, nil
}
