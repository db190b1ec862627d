package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// batchAnswer is the answer to a list of contacts. It has neither success nor
// code.
type batchAnswer struct {
	Group struct {
		Name  string `json:"name"`
		Token string `json:"token"` // the group's id
	} `json:"groupe"`
	Results []any       `json:"results"`
	Report  batchReport `json:"rapport"`
}

// batchReport counts the lines. No page says when a line updates a contact, or
// counts as unactivated: the sample's known numbers are errors. (assumed)
type batchReport struct {
	Lines    int `json:"nbline"`
	Imported int `json:"nbline_imported"`
	Updated  int `json:"nbline_updated"`
	Errors   struct {
		Stopped     int `json:"stopSms"`
		BadPhone    int `json:"invalidePhone"`
		Duplicate   int `json:"duplicatePhone"` // twice in the list
		InGroup     int `json:"allreadyInGroupe"`
		BadURL      int `json:"urlInvalide"`
		BadDate     int `json:"dateInvalide"`
		Empty       int `json:"empty"`
		Unactivated int `json:"unactivated"`
		BadDateToo  int `json:"dateInvalid"` // printed beside dateInvalide; only one of the two counts (assumed)
	} `json:"errors"`
}

// batchAdded is a line that became a contact. No sample shows one (assumed).
type batchAdded struct {
	ok
	PhoneNumber string `json:"phoneNumber"`
	ContactID   string `json:"contactId"`
}

// batchMiss is one that did not. Its number stands before its message, unlike
// in the answer to bulk-send.
type batchMiss struct {
	Success     bool   `json:"success"`
	Code        int    `json:"code"`
	PhoneNumber string `json:"phoneNumber"`
	Message     string `json:"message"`
}

// contactBatch adds the contacts of a list that can be added.
func (p *provider) contactBatch(c *web.Call, g *group, list *web.Value) (any, error) {
	entries, _ := list.List()
	switch {
	case len(entries) == 0:
		return nil, errNoInfo
	case len(entries) > maxNumbers:
		return nil, errTooMany
	}
	answer := batchAnswer{Results: make([]any, len(entries))}
	answer.Group.Name, answer.Group.Token = g.Name, idText(g.ID)
	answer.Report.Lines = len(entries)
	book := &dataOf(c.Account).Book
	first := firstID(c.Account, "contact") + book.ContactsMade
	for i, entry := range entries {
		said, refused := p.readCard(entry, contact{})
		if refused == nil {
			refused = refuseLine(c, book.at(place{g.ID, said.Phone}), first, said.Phone)
		}
		if refused != nil {
			answer.Report.count(refused)
			answer.Results[i] = batchMiss{Code: refused.Code, PhoneNumber: said.Phone, Message: refused.Text}
			continue
		}
		added := book.add(c.Account, g, said.contact)
		answer.Report.Imported++
		answer.Results[i] = batchAdded{ok: success(), PhoneNumber: added.Phone, ContactID: idText(added.ID)}
	}
	return answer, nil
}

// refuseLine says why a well-formed line cannot be added; nil if it can. Known is
// the contact that has its number already: from the list itself, if its id is
// not before the list's first.
func refuseLine(c *web.Call, known *contact, first int64, phone string) *web.Error {
	switch {
	case known != nil && known.ID >= first:
		return errInList
	case known != nil:
		return errInGroup
	case c.Account.Stops.Has(phone):
		return errStopped
	}
	return nil
}

// count finds the counter of a refused line. For a name that is too long there
// is none.
func (r *batchReport) count(refused *web.Error) {
	switch refused {
	case errStopped:
		r.Errors.Stopped++
	case errBadStop:
		r.Errors.BadPhone++
	case errInList:
		r.Errors.Duplicate++
	case errInGroup:
		r.Errors.InGroup++
	case errContactURL:
		r.Errors.BadURL++
	case errDate:
		r.Errors.BadDate++
	case errNoInfo:
		r.Errors.Empty++
	}
}
