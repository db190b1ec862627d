package primotexto

import (
	"slices"
	"strings"
	"time"
)

// field is a column of a list.
type field struct {
	ID     objectID
	Name   string
	Type   string // one of the three below
	Format string // of a DATE, else ""
}

// The types of a field.
const (
	textField   = "STRING"
	dateField   = "DATE"
	numberField = "NUMBER"
)

// maxFields is how many fields a list may have: code 17 exists, its limit is
// assumed.
const maxFields = 100

// form says as what a text can be read, as a set of bits: every text is a STRING,
// and some are more.
type form uint8

const (
	isNumber form = 1 << iota
	isDate
	isDayMonth
	isMonthYear
)

// dateForms are the formats that the official Java and .NET clients know, and
// what a text in them is.
func dateForms() [3]dateForm {
	return [...]dateForm{
		{"dd/MM/yyyy", "02/01/2006", isDate},
		{"dd/MM", "02/01", isDayMonth},
		{"MM/yyyy", "01/2006", isMonthYear},
	}
}

type dateForm struct {
	format, layout string // the service's spelling and Go's
	form           form
}

// formOf reads a text in every way.
func formOf(text string) form {
	if decimal(text) {
		return isNumber
	}
	for _, known := range dateForms() {
		if len(text) == len(known.format) {
			if _, err := time.Parse(known.layout, text); err == nil {
				return known.form
			}
		}
	}
	return 0
}

// decimal tells what is a number: digits, with a sign or a decimal point or comma.
// Which spellings the service takes is assumed.
func decimal(text string) bool {
	text = strings.TrimLeft(text[:min(1, len(text))], "+-") + text[min(1, len(text)):]
	whole, fraction, parted := strings.Cut(strings.Replace(text, ",", ".", 1), ".")
	return digits(whole) && (!parted || digits(fraction))
}

func digits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// check says what is wrong with a value of the field, by its form. That no value
// is always right.
func (f *field) check(value string, is form) error {
	switch {
	case value == "" || f.Type == textField:
		return nil
	case f.Type == numberField && is&isNumber == 0:
		return errUnknown
	case f.Type == dateField && is&formatted(f.Format) == 0:
		return errDateFormat
	}
	return nil
}

// formatted is the form of the dates in a format; 0 if there is no such format.
func formatted(format string) form {
	for _, known := range dateForms() {
		if known.format == format {
			return known.form
		}
	}
	return 0
}

// place is where the field with an id stands, -1 if there is none.
func (l *list) place(id objectID) int {
	return slices.IndexFunc(l.Fields, func(f field) bool { return f.ID == id })
}

// dropField takes the field with an id out, with the values that contacts have
// in it.
func (l *list) dropField(id objectID) {
	place := l.place(id)
	if place < 0 {
		return
	}
	l.Fields = slices.Delete(l.Fields, place, place+1)
	for _, one := range l.Contacts {
		if place < len(one.Values) {
			one.Values = slices.Delete(one.Values, place, place+1)
		}
	}
}
