package smspartner

import (
	"cmp"
	"slices"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// book is an account's groups and contacts. A contact is in one group; a number
// is in a group once. Both lists are in the order of their ids, which only grow.
type book struct {
	Groups       []*group
	GroupsMade   int64 // deleted ones too: no id is given twice
	ContactsMade int64

	// The indexes are made from the groups when they are first needed.
	contacts map[int64]*contact
	places   map[place]*contact
}

type group struct {
	ID        int64
	Name      string
	CreatedAt time.Time
	Contacts  []*contact
}

type contact struct {
	ID        int64
	Group     int64
	Phone     string // E.164
	Firstname string
	Lastname  string
	URL       string
	ShortURL  string
	Date      string // "2020-06-12", or empty
	Custom    [4]string
	CreatedAt time.Time
}

// place is a number in a group.
type place struct {
	group int64
	phone string
}

func (c *contact) place() place { return place{c.Group, c.Phone} }

func (b *book) index() {
	if b.contacts != nil {
		return
	}
	b.contacts, b.places = map[int64]*contact{}, map[place]*contact{}
	for _, g := range b.Groups {
		for _, c := range g.Contacts {
			b.contacts[c.ID], b.places[c.place()] = c, c
		}
	}
}

// group finds a group by id; nil if there is none.
func (b *book) group(id int64) *group {
	at, found := slices.BinarySearchFunc(b.Groups, id, func(g *group, id int64) int { return cmp.Compare(g.ID, id) })
	if !found {
		return nil
	}
	return b.Groups[at]
}

// contact finds a contact by id; nil if there is none.
func (b *book) contact(id int64) *contact {
	b.index()
	return b.contacts[id]
}

// at finds the contact with a number in a group; nil if there is none.
func (b *book) at(p place) *contact {
	b.index()
	return b.places[p]
}

func (b *book) addGroup(account *sandbox.Account, name string) *group {
	g := &group{ID: firstID(account, "group") + b.GroupsMade, Name: name, CreatedAt: account.Now()}
	b.GroupsMade++
	b.Groups = append(b.Groups, g)
	return g
}

// deleteGroup takes a group out with its contacts. No page says what becomes of
// them; without their group nothing could list them (assumed).
func (b *book) deleteGroup(g *group) {
	b.index()
	for _, c := range g.Contacts {
		delete(b.contacts, c.ID)
		delete(b.places, c.place())
	}
	b.Groups = slices.DeleteFunc(b.Groups, func(other *group) bool { return other == g })
}

// add puts a contact into a group; its number must not be there yet.
func (b *book) add(account *sandbox.Account, g *group, said contact) *contact {
	b.index()
	said.ID, said.Group, said.CreatedAt = firstID(account, "contact")+b.ContactsMade, g.ID, account.Now()
	b.ContactsMade++
	g.Contacts = append(g.Contacts, &said)
	b.contacts[said.ID], b.places[said.place()] = &said, &said
	return &said
}

// change gives a contact new values, with the same id and group.
func (b *book) change(c *contact, said contact) {
	delete(b.places, c.place())
	*c = said
	b.places[c.place()] = c
}

func (b *book) delete(c *contact) {
	delete(b.contacts, c.ID)
	delete(b.places, c.place())
	g := b.group(c.Group)
	at, _ := slices.BinarySearchFunc(g.Contacts, c.ID, func(c *contact, id int64) int { return cmp.Compare(c.ID, id) })
	g.Contacts = slices.Delete(g.Contacts, at, at+1)
}
