package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// importContacts is POST /v2/lists/{id}/import: up to 100,000 contacts at once.
// They are in the list when it answers; what moves on afterwards is the operation
// that its Location names (assumed).
func (p *provider) importContacts(c *web.Call) (any, error) {
	l, err := listOf(c)
	if err != nil {
		return nil, err
	}
	rows, set, d := c.Prepared.(*sheet), settingsOf(c.Account), dataOf(c.Account)
	places, missing := l.columns(rows.columns)
	switch {
	case int64(rows.size) > set.ImportBytes:
		return nil, errFileTooLarge
	case int64(rows.rows) > set.ImportRows, d.Lists.contacts()+len(rows.contacts) > maxContacts:
		return nil, errPostLimit
	case len(l.Fields)+len(missing) > maxFields:
		return nil, errTooManyFields
	}
	for _, name := range missing {
		l.Fields = append(l.Fields, field{ID: d.newID(c.Account), Name: name, Type: textField})
	}
	done := newOperation(c.Account, rows)
	rows.into(l, places, d.newIDs(c.Account, len(rows.contacts)), done)
	d.keep(done)
	return web.Created{Location: "/operations/" + done.ID.String()}, nil
}

// columns says where the fields with some names stand; those that are missing
// will stand behind the others, as texts.
func (l *list) columns(names []string) (places []int, missing []string) {
	known := make(map[string]int, len(l.Fields))
	for place, f := range l.Fields {
		if _, twice := known[f.Name]; !twice {
			known[f.Name] = place
		}
	}
	for _, name := range names {
		place, found := known[name]
		if !found {
			place = len(l.Fields) + len(missing)
			missing = append(missing, name)
		}
		places = append(places, place)
	}
	return places, missing
}
