package smspartner

import (
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// targeting says whom a rental is about.
type targeting struct {
	Sex                             string // "m" is mixed, "h" men, "f" women
	MinAge, MaxAge                  int64
	Interest, SubInterest, Category int64 // 0: any
	Zipcodes, Departments           []string
}

// readTargeting reads the parameters in the order of their codes.
func readTargeting(f *web.Fields) (targeting, error) {
	asked := targeting{Sex: f.Text("sexe"), Zipcodes: readPlaces(f, "zipcode"), Departments: readPlaces(f, "department")}
	switch asked.Sex {
	case "":
		return asked, errNoSex
	case "m", "h", "f":
	default:
		return asked, errSex
	}
	if err := asked.readAges(f); err != nil {
		return asked, err
	}
	if err := asked.readInterests(f); err != nil {
		return asked, err
	}
	if asked.MinAge > asked.MaxAge || len(asked.Zipcodes)+len(asked.Departments) > maxPlaces {
		return asked, errNoResult
	}
	return asked, nil
}

// readAges takes 18 to 98: the table of errors says so, the parameters' own text
// is about 18 with another sign.
func (t *targeting) readAges(f *web.Fields) error {
	var whole bool
	if f.Text("minAge") == "" {
		return errNoMinAge
	}
	if t.MinAge, whole = f.Get("minAge").Int(); !whole || t.MinAge <= 17 {
		return errMinAge
	}
	if f.Text("maxAge") == "" {
		return errNoMaxAge
	}
	if t.MaxAge, whole = f.Get("maxAge").Int(); !whole || t.MaxAge >= 99 {
		return errMaxAge
	}
	return nil
}

func (t *targeting) readInterests(f *web.Fields) error {
	var errs [3]error
	t.Interest, errs[0] = readID(f.Get("interest"), errEmptyInterest, errInterest)
	t.SubInterest, errs[1] = readID(f.Get("subInterest"), errEmptySubInterest, errSubInterest)
	if t.Interest == 0 && t.SubInterest == 0 {
		errs[2] = errNoInterest
	}
	if err := firstError(errs[:]...); err != nil {
		return err
	}
	var err error
	t.Category, err = readID(f.Get("category"), errEmptyCategory, errCategory)
	return err
}

// readID reads the id of an interest or a category; 0 if there is none.
func readID(value *web.Value, empty, wrong error) (int64, error) {
	if value == nil {
		return 0, nil
	}
	if strings.TrimSpace(value.Text()) == "" {
		return 0, empty
	}
	id, whole := value.Int()
	if !whole || id <= 0 {
		return 0, wrong
	}
	return id, nil
}

// maxPlaces is how many places an order may name (assumed).
const maxPlaces = 500

// readPlaces reads a list of zip codes or departments, each once; too many of
// them are as good as wrong.
func readPlaces(f *web.Fields, name string) []string {
	var places []string
	seen := map[string]bool{}
	for _, place := range spellings(f.Get(name)) {
		if place = strings.ToUpper(place); !seen[place] {
			seen[place] = true
			places = append(places, place)
		}
	}
	return places
}
