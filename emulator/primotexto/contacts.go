package primotexto

import (
	"slices"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// lists are an account's contact lists, oldest first.
type lists []*list

// list has its contacts in the order in which they came, each number once.
type list struct {
	ID       objectID
	Name     string
	Fields   []field
	Contacts []*contact

	byNumber map[string]*contact // made when first needed
}

// contact is one number of a list, with its attributes.
type contact struct {
	ID     objectID
	Number string   // E.164
	Values []string // of the list's fields, in their order; "" is none, and so is what lies beyond
}

// find is the list with an id, nil if there is none.
func (all lists) find(id objectID) *list {
	at, found := slices.BinarySearchFunc(all, id, func(l *list, id objectID) int { return l.ID.compare(id) })
	if !found {
		return nil
	}
	return all[at]
}

// contacts are how many there are in all lists.
func (all lists) contacts() int {
	count := 0
	for _, l := range all {
		count += len(l.Contacts)
	}
	return count
}

// numbers is the index of contacts by number.
func (l *list) numbers() map[string]*contact {
	if l.byNumber == nil {
		l.byNumber = make(map[string]*contact, len(l.Contacts))
		for _, one := range l.Contacts {
			l.byNumber[one.Number] = one
		}
	}
	return l.byNumber
}

// has tells whether a number is in the list.
func (l *list) has(number string) bool { return l.numbers()[number] != nil }

// add takes a contact in. Its id is greater than those of all others, its number
// is not in the list.
func (l *list) add(one *contact) {
	l.numbers()[one.Number] = one
	l.Contacts = append(l.Contacts, one)
}

// delete takes the contact with an id out, if there is one.
func (l *list) delete(id objectID) {
	at, found := slices.BinarySearchFunc(l.Contacts, id, func(one *contact, id objectID) int { return one.ID.compare(id) })
	if !found {
		return
	}
	delete(l.numbers(), l.Contacts[at].Number)
	l.Contacts = slices.Delete(l.Contacts, at, at+1)
}

// empty takes all contacts out; the fields stay.
func (l *list) empty() { l.Contacts, l.byNumber = nil, nil }

// put gives a contact a value in the field at a place.
func (one *contact) put(place int, value string) {
	for len(one.Values) <= place {
		one.Values = append(one.Values, "")
	}
	one.Values[place] = value
}

// listOf is the list that a path names.
func listOf(c *web.Call) (*list, error) {
	if l := dataOf(c.Account).Lists.find(readID(c.Vars["id"])); l != nil {
		return l, nil
	}
	return nil, errListNotFound
}
