package emulator

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// librarian plays random calls on one account and remembers what they should
// have done.
type librarian struct {
	*testing.T
	e      *Emulator
	random *rand.Rand
	key    string
	groups []string
	held   map[string][]shelved // by group
	ids    []string             // of all contacts there ever were
}

// number is one of sixty, so that scripts meet duplicates, or no number at all.
func (l *librarian) number() string {
	if l.random.Intn(10) == 0 {
		return "12"
	}
	return fmt.Sprintf("+336123456%02d", l.random.Intn(60))
}

// group is one of the account, or one that is not.
func (l *librarian) group() string { return l.any(l.groups) }

func (l *librarian) any(ids []string) string {
	if len(ids) == 0 || l.random.Intn(10) == 0 {
		return "7"
	}
	return ids[l.random.Intn(len(ids))]
}

func (l *librarian) post(endpoint, members string) reply {
	return call(l, l.e, "POST", "/v1/"+endpoint, fmt.Sprintf(`{"apiKey":%q,%s}`, l.key, members))
}

func (l *librarian) holds(group, phone string) bool {
	return slices.ContainsFunc(l.held[group], func(c shelved) bool { return c.Phone == phone })
}

// find gives a contact's group and place; -1 if there is none.
func (l *librarian) find(id string) (string, int) {
	for group, contacts := range l.held {
		if at := slices.IndexFunc(contacts, func(c shelved) bool { return c.ContactID == id }); at >= 0 {
			return group, at
		}
	}
	return "", -1
}

// expect holds an answer against what should come, and tells whether the call
// was to change something.
func (l *librarian) expect(got reply, wanted int) bool {
	require.Equal(l, wanted, said[struct{ Code int }](l, got).Code, got.body)
	return wanted == 200 || wanted == 2
}

// step makes one call; it tells whether the call changed anything.
func (l *librarian) step() bool {
	switch n := l.random.Intn(20); {
	case n < 2:
		return l.addGroup()
	case n < 3:
		return l.deleteGroup()
	case n < 8:
		return l.addContact()
	case n < 10:
		return l.addBatch()
	case n < 15:
		return l.update()
	}
	return l.delete()
}

func (l *librarian) addGroup() bool {
	if l.random.Intn(5) == 0 {
		return l.expect(l.post("group/add", `"name":""`), 1)
	}
	got := l.post("group/add", `"name":"n"`)
	l.groups = append(l.groups, said[struct{ GroupID string }](l, got).GroupID)
	return l.expect(got, 2)
}

func (l *librarian) deleteGroup() bool {
	group := l.group()
	at := slices.Index(l.groups, group)
	path := []string{"group/delete", "groupe/delete"}[l.random.Intn(2)]
	got := l.post(path, fmt.Sprintf(`"groupId":%q`, group))
	if at < 0 {
		return l.expect(got, 404)
	}
	l.groups = slices.Delete(l.groups, at, at+1)
	delete(l.held, group)
	return l.expect(got, 200)
}

func (l *librarian) addContact() bool {
	group, phone := l.group(), l.number()
	got := l.post("contact/add", fmt.Sprintf(`"groupId":%q,"contact":{"phoneNumber":%q,"firstname":"f"}`, group, phone))
	switch {
	case !slices.Contains(l.groups, group):
		return l.expect(got, 404)
	case phone == "12":
		return l.expect(got, 9)
	case l.holds(group, phone):
		return l.expect(got, 15)
	}
	l.keep(group, said[struct{ Contact shelved }](l, got).Contact.ContactID, phone, "f")
	return l.expect(got, 200)
}

func (l *librarian) keep(group, id, phone, firstname string) {
	require.NotContains(l, l.ids, id, "no id is given twice")
	l.ids = append(l.ids, id)
	l.held[group] = append(l.held[group], shelved{id, phone, firstname})
}

func (l *librarian) addBatch() bool {
	group := l.group()
	lines, phones := "", make([]string, 1+l.random.Intn(30))
	for i := range phones {
		phones[i] = l.number()
		lines += fmt.Sprintf(`,{"phoneNumber":%q}`, phones[i])
	}
	got := l.post("contact/add", fmt.Sprintf(`"groupId":%q,"contactsList":[%s]`, group, lines[1:]))
	if !slices.Contains(l.groups, group) {
		return l.expect(got, 404)
	}
	answer := said[struct {
		Results []struct {
			Code      int
			ContactID string
		}
		Rapport struct {
			Lines    int `json:"nbline"`
			Imported int `json:"nbline_imported"`
			Errors   map[string]int
		}
	}](l, got)
	before, counted := slices.Clone(l.held[group]), map[string]int{}
	for i, phone := range phones {
		switch {
		case phone == "12":
			counted["invalidePhone"]++
			require.Equal(l, 9, answer.Results[i].Code)
		case slices.ContainsFunc(before, func(c shelved) bool { return c.Phone == phone }):
			counted["allreadyInGroupe"]++
			require.Equal(l, 15, answer.Results[i].Code)
		case l.holds(group, phone):
			counted["duplicatePhone"]++
			require.Equal(l, 15, answer.Results[i].Code)
		default:
			l.keep(group, answer.Results[i].ContactID, phone, "")
		}
	}
	for name, n := range answer.Rapport.Errors {
		require.Equal(l, counted[name], n, name)
	}
	require.Len(l, answer.Rapport.Errors, 9)
	require.Len(l, answer.Results, len(phones))
	require.Equal(l, len(phones), answer.Rapport.Lines)
	require.Equal(l, len(l.held[group])-len(before), answer.Rapport.Imported)
	return answer.Rapport.Imported > 0
}

func (l *librarian) update() bool {
	id, phone := l.any(l.ids), l.number()
	firstname := fmt.Sprint("f", l.random.Intn(100))
	got := l.post("contact/update", fmt.Sprintf(`"contactId":%q,"contact":{"firstname":%q,"phoneNumber":%q}`, id, firstname, phone))
	group, at := l.find(id)
	switch {
	case at < 0:
		return l.expect(got, 404)
	case phone == "12":
		return l.expect(got, 9)
	case l.holds(group, phone) && l.held[group][at].Phone != phone:
		return l.expect(got, 15)
	}
	l.held[group][at] = shelved{id, phone, firstname}
	return l.expect(got, 200)
}

func (l *librarian) delete() bool {
	id := l.any(l.ids)
	got := l.post("contact/delete", fmt.Sprintf(`"contactId":%q`, id))
	group, at := l.find(id)
	if at < 0 {
		return l.expect(got, 404)
	}
	l.held[group] = slices.Delete(l.held[group], at, at+1)
	return l.expect(got, 200)
}

// check holds the account's lists against what is remembered.
func (l *librarian) check() {
	groups := said[struct{ Groups []struct{ ID string } }](l, call(l, l.e, "GET", "/v1/group/list?apiKey="+l.key, "")).Groups
	require.Len(l, groups, len(l.groups))
	for i, group := range groups {
		require.Equal(l, l.groups[i], group.ID)
		found := contactsOf(l, l.e, l.key, group.ID)
		require.Len(l, found, len(l.held[group.ID]))
		for at, c := range l.held[group.ID] {
			require.Equal(l, c, found[at], "each contact once, in the order in which they came")
		}
	}
}
