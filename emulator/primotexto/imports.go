package primotexto

import (
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// The most that one import may bring; an account can be set up for less. The rows
// are what a client in production never went beyond; the bytes are assumed.
const (
	maxImportRows  = 100_000
	maxImportBytes = 32 << 20
)

// sheet is what an import brings, read and checked as far as the request alone
// tells.
type sheet struct {
	size     int        // bytes
	rows     int        // below the header
	columns  []string   // names, without that of the numbers
	contacts []*contact // of the rows with a good number; values are those of the columns
	forms    []form     // of the values, for each contact one per column
}

// readSheet reads an import's JSON: a list of lists, the first of which names the
// columns. A row without a good number is left out.
func (p *provider) readSheet(fields *web.Fields) (any, error) {
	body := fields.Get("")
	if !body.IsList() {
		return nil, errInvalidJSON
	}
	all := &sheet{size: body.Size()}
	var top *header
	for row := range body.Items() {
		if !row.IsList() {
			return nil, errInvalidJSON
		}
		if top == nil {
			var err error
			if top, err = readHeader(row); err != nil {
				return nil, err
			}
			all.columns = top.names
			continue
		}
		if all.rows++; all.rows > maxImportRows {
			return nil, errPostLimit
		}
		all.add(row, top, p)
	}
	if top == nil {
		return nil, errNoIdentifiers
	}
	return all, nil
}

// header says what the cells of a row are.
type header struct {
	number int   // the cell with the number
	column []int // for each cell its column, -1 for none
	names  []string
}

// readHeader reads the first row. The numbers' column is called tel in the one
// import that is known; identifier is what contacts call them (assumed). Of
// columns with the same name the first counts (assumed).
func readHeader(row *web.Value) (*header, error) {
	h := &header{number: -1}
	seen := map[string]bool{"": true}
	for cell := range row.Items() {
		name := strings.TrimSpace(cell.Text())
		column := -1
		switch lower := strings.ToLower(name); {
		case h.number < 0 && (lower == "tel" || lower == "identifier"):
			h.number = len(h.column)
		case !seen[name]:
			column = len(h.names)
			h.names = append(h.names, name)
			seen[name] = true
		}
		h.column = append(h.column, column)
		if len(h.column) > maxFields+1 {
			return nil, errTooManyFields
		}
	}
	if h.number < 0 {
		return nil, errNoIdentifiers
	}
	return h, nil
}

// add takes a row in, if its number is good. Cells beyond the header are nobody's.
func (s *sheet) add(row *web.Value, h *header, p *provider) {
	one := &contact{}
	forms := len(s.forms)
	s.forms = append(s.forms, make([]form, len(s.columns))...)
	place := 0
	for cell := range row.Items() {
		if place == len(h.column) {
			break
		}
		text := cell.Text()
		if place == h.number {
			number, _ := p.readNumber(text)
			one.Number = number.E164
		} else if column := h.column[place]; column >= 0 && text != "" {
			one.put(column, text)
			s.forms[forms+column] = formOf(text)
		}
		place++
	}
	if one.Number == "" {
		s.forms = s.forms[:forms]
		return
	}
	s.contacts = append(s.contacts, one)
}

// into takes a sheet's contacts into a list whose fields at the given places are
// the sheet's columns. A number that is there already, or twice in the sheet, is a
// duplicate and changes nothing; a row with a value that its field does not take
// is invalid. (assumed)
func (s *sheet) into(l *list, places []int, first objectID, done *operation) {
	inOrder := true
	for column, place := range places {
		inOrder = inOrder && column == place
	}
	id := first
	for i, one := range s.contacts {
		switch {
		case !s.fits(l, places, i):
			done.Invalid++
		case l.has(one.Number):
			done.Duplicates++
		default:
			if !inOrder {
				one.Values = reordered(one.Values, places)
			}
			one.ID = id
			l.add(one)
			done.Imported++
		}
		id = id.next()
	}
}

// fits tells whether all values of a contact are of their fields' types.
func (s *sheet) fits(l *list, places []int, nth int) bool {
	one := s.contacts[nth]
	for column, value := range one.Values {
		if l.Fields[places[column]].check(value, s.forms[nth*len(s.columns)+column]) != nil {
			return false
		}
	}
	return true
}

func reordered(values []string, places []int) []string {
	var ordered contact
	for column, value := range values {
		if value != "" {
			ordered.put(places[column], value)
		}
	}
	return ordered.Values
}
