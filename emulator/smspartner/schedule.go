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
	violations []violation
	err        error // a rule that has a code of its own
}

// readSchedule reads scheduledDeliveryDate, time and minute, Paris time: all
// three, or none.
func (p *provider) readSchedule(c *web.Call) schedule {
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
	if hour == "" || minute == "" {
		today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, p.paris)
		return schedule{violations: incomplete(date, hour, minute, day.Before(today))}
	}
	at, err := moment(day, hour, minute)
	if err == nil && at.Before(now) {
		return schedule{violations: []violation{past(date, hour, minute)}}
	}
	return schedule{at: at, err: err}
}

// incomplete lists what the form says of a date without its time.
func incomplete(date, hour, minute string, isPast bool) []violation {
	var all []violation
	if isPast {
		all = append(all, past(date, hour, minute))
	}
	if minute == "" {
		all = append(all, violation{child("minute"), "La minute est requise"})
	}
	if hour == "" {
		all = append(all, violation{child("time"), "L'heure est requise"})
	}
	return all
}

func past(date, hour, minute string) violation {
	text := fmt.Sprintf("La date (%s à %s:%s) est anterieure a la date actuelle.", date, hour, minute)
	return violation{child("scheduledDeliveryDate"), text}
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
