package smspartner

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// locality is where rented people live: a zip code or a department.
type locality struct {
	Code      string // "60200", "60", "2A"
	Wanted    int64  // people who are ordered
	Available int64  // people who are there
}

var (
	department = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-6])$`) })
	zipcode    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(0[1-9]|[1-8]\d|9[0-5]|97[1-6])\d+$`) })
)

func (p *locality) isZip() bool { return len(p.Code) == 5 && zipcode().MatchString(p.Code) }

// kind is the place's type as location/optin spells it; location/status has it in
// small letters. That of a department is assumed.
func (p *locality) kind() string {
	if p.isZip() {
		return "CP"
	}
	return "DEP"
}

// maxRented is how many people there are in all: as many as there are numbers to
// give them, see rentals.
const maxRented = 9900

// count says how many people live at a place and are like those asked for. The
// numbers are made up: the same for the same account, place and question.
func (t *targeting) count(account *sandbox.Account, code string) int64 {
	here := locality{Code: code}
	people := 2000 + account.Seed("people of "+code, 0)%4000
	switch {
	case here.isZip():
	case department().MatchString(code):
		people *= 10
	default:
		return 0
	}
	people = people * (t.MaxAge - t.MinAge + 1) / 81
	if t.Sex != "m" {
		people /= 2
	}
	for _, wish := range []int64{t.Interest, t.SubInterest, t.Category} {
		if wish != 0 {
			people = people * 2 / 3
		}
	}
	return min(people, maxRented)
}

// everywhere tells whether no place was asked for: the whole country.
func (t *targeting) everywhere() bool { return len(t.Zipcodes)+len(t.Departments) == 0 }

// places are those of the ones asked for that exist, with how many people are
// there, and how many there are in all. The whole country is not listed.
func (t *targeting) places(account *sandbox.Account) (all []locality, total int64) {
	if t.everywhere() {
		return nil, maxRented
	}
	for _, code := range slices.Concat(t.Zipcodes, t.Departments) {
		if people := t.count(account, code); people > 0 {
			all = append(all, locality{Code: code, Available: people})
			total += people
		}
	}
	return all, min(total, maxRented)
}

// order marks what is wanted of the places and returns those of which anything
// is, and how many people that is.
func (t *targeting) order(account *sandbox.Account, wishes []wish) (ordered []locality, quantity int64, err error) {
	all, total := t.places(account)
	for _, w := range wishes {
		at := slices.IndexFunc(all, func(here locality) bool { return here.Code == w.code })
		if at < 0 && t.everywhere() {
			at = len(all)
			all = append(all, locality{Code: w.code, Available: t.count(account, w.code)})
		}
		if at < 0 || w.volume > all[at].Available {
			return nil, 0, errPlaceVolume
		}
		all[at].Wanted += w.volume
		quantity += w.volume
	}
	if quantity > total {
		return nil, 0, errTotalVolume
	}
	return slices.DeleteFunc(all, func(here locality) bool { return here.Wanted == 0 }), quantity, nil
}

// zipOf is a zip code at the place; last are any three digits.
func (p *locality) zipOf(last string) string {
	if p.isZip() {
		return p.Code
	}
	prefix := strings.NewReplacer("A", "0", "B", "0").Replace(p.Code) // Corsica's begin with 20
	return (prefix + last)[:5]
}
