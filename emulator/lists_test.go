package emulator

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Whatever is done, an account holds what was added minus what was deleted, in
// order, and no account sees what another does.
func TestListsHoldWhatWasAdded(t *testing.T) {
	for seed := range uint64(10) {
		e := newEmulator(t)
		owners := []*owner{newOwner(t, e, "one", seed), newOwner(t, e, "two", seed+1000)}
		for range 60 {
			owners[seed%2].step()
			owners[1-seed%2].step()
			for _, o := range owners {
				o.check()
			}
		}
		for id := range owners[0].ids {
			require.False(t, owners[1].ids[id], "both accounts have %s", id)
		}
	}
}

// What belongs to one account is not there for another.
func TestListsOfAnotherAccount(t *testing.T) {
	e := newEmulator(t)
	mine, other := newOwner(t, e, "mine", 1), newOwner(t, e, "other", 1)
	list := mine.makes("lists", `{"name":"x"}`)
	contact := mine.makes("lists/"+list+"/contacts", `{"identifier":"0600000000"}`)
	stop := mine.makes("unsubscribers/default/contacts", `{"identifier":"0600000000"}`)
	field := mine.makes("lists/"+list+"/fields", `{"name":"x"}`)
	for _, request := range []string{
		"GET lists/" + list, "DELETE lists/" + list, "POST lists/" + list, "POST lists/" + list + "/empty", "GET lists/" + list + "/contacts",
		"POST lists/" + list + "/contacts", "DELETE lists/" + list + "/contacts/" + contact, "DELETE lists/" + list + "/contacts?identifier=0600000000",
		"GET lists/" + list + "/fields", "POST lists/" + list + "/fields", "DELETE lists/" + list + "/fields/" + field,
	} {
		method, path, _ := strings.Cut(request, " ")
		assert.Contains(t, other.ask(method, path, `{"identifier":"0600000001","name":"y"}`, 404), `"code":60`)
	}
	assert.Contains(t, other.ask("POST", "lists/"+list+"/import", `[["tel"]]`, 404), `"code":60`)
	other.ask("DELETE", "unsubscribers/default/contacts/"+stop, "", 204)
	other.ask("DELETE", "unsubscribers/default/contacts?identifier=0600000000", "", 204)
	assert.Contains(t, mine.ask("GET", "lists/"+list+"/contacts", "", 200), contact)
	assert.Contains(t, mine.ask("GET", "lists/"+list+"/fields", "", 200), field)
	assert.Contains(t, mine.ask("GET", "unsubscribers/default/contacts", "", 200), stop)
}

// step does one thing by chance.
func (o *owner) step() {
	if len(o.lists) == 0 || o.random.IntN(15) == 0 {
		name := fmt.Sprintf("liste %d", o.random.IntN(100))
		o.lists = append(o.lists, &listed{ID: o.makes("lists", `{"name":"`+name+`"}`), Name: name, Fields: []listedName{}})
		return
	}
	l := o.lists[o.random.IntN(len(o.lists))]
	switch o.random.IntN(16) {
	case 0:
		o.ask("DELETE", "lists/"+l.ID, "", 204)
		o.ask("GET", "lists/"+l.ID, "", 404)
		o.lists = slices.DeleteFunc(o.lists, func(other *listed) bool { return other == l })
	case 1:
		o.ask("POST", "lists/"+l.ID+"/empty", "", 204)
		l.contacts = nil
	case 2, 3:
		f := listedName{Name: fmt.Sprintf("champ %d", o.random.IntN(6)), Type: []string{"STRING", "NUMBER"}[o.random.IntN(2)], ListID: l.ID}
		f.ID = o.makes("lists/"+l.ID+"/fields", fmt.Sprintf(`{"name":%q,"type":%q}`, f.Name, f.Type))
		l.Fields = append(l.Fields, f)
	case 4:
		o.dropField(l)
	case 5, 6:
		o.drop(l)
	case 7, 8, 9:
		o.sheet(l)
	case 10:
		o.block()
	default:
		o.contact(l)
	}
}

func (o *owner) dropField(l *listed) {
	if len(l.Fields) == 0 {
		return
	}
	at := o.random.IntN(len(l.Fields))
	id := l.Fields[at].ID
	o.ask("DELETE", "lists/"+l.ID+"/fields/"+id, "", 204)
	l.Fields = slices.Delete(l.Fields, at, at+1)
	for _, one := range l.contacts {
		delete(one.Attributes, id)
	}
}

// drop deletes a contact that is there, or perhaps not, by id or by number.
func (o *owner) drop(l *listed) {
	number := o.number()
	at := slices.IndexFunc(l.contacts, func(one entry) bool { return one.Identifier == number })
	if at >= 0 && o.random.IntN(2) == 0 {
		o.ask("DELETE", "lists/"+l.ID+"/contacts/"+l.contacts[at].ID, "", 204)
	} else {
		o.ask("DELETE", "lists/"+l.ID+"/contacts?identifier="+strings.Replace(number, "+", "%2B", 1), "", 204)
	}
	if at >= 0 {
		l.contacts = slices.Delete(l.contacts, at, at+1)
	}
}

// contact adds one by either path, with attributes in some of the fields.
func (o *owner) contact(l *listed) {
	one := entry{Identifier: o.number(), Attributes: map[string]string{}}
	for _, f := range l.Fields {
		if o.random.IntN(2) == 0 {
			one.Attributes[f.ID] = fmt.Sprint(o.random.IntN(1000))
		}
	}
	path := "lists/" + l.ID + []string{"", "/contacts"}[o.random.IntN(2)]
	attributes, _ := json.Marshal(one.Attributes)
	body := fmt.Sprintf(`{"identifier":%q,"attributes":%s}`, one.Identifier, attributes)
	if l.has(one.Identifier) {
		require.Contains(o.t, o.ask("POST", path, body, 400), `"code":15`)
		return
	}
	one.ID = o.makes(path, body)
	l.contacts = append(l.contacts, one)
}

func (l *listed) has(number string) bool {
	return slices.ContainsFunc(l.contacts, func(one entry) bool { return one.Identifier == number })
}

// sheet imports some rows, with two columns that may be fields already, in any
// order, and values that a NUMBER does not always take.
func (o *owner) sheet(l *listed) {
	names := []string{"tel", fmt.Sprintf("champ %d", o.random.IntN(6)), "ville"}
	order := o.random.Perm(len(names))
	table := [][]string{arranged(names, order)}
	var rows [][]string
	for range o.random.IntN(8) {
		row := []string{o.number(), []string{"7", "", "x"}[o.random.IntN(3)], []string{"Lille", ""}[o.random.IntN(2)]}
		if o.random.IntN(6) == 0 {
			row[0] = "06"
		}
		rows = append(rows, row)
		table = append(table, arranged(row, order))
	}
	body, _ := json.Marshal(table)
	require.Empty(o.t, o.ask("POST", "lists/"+l.ID+"/import", string(body), 201))
	var now []listedName
	require.NoError(o.t, json.Unmarshal([]byte(o.ask("GET", "lists/"+l.ID+"/fields", "", 200)), &now))
	for _, f := range now[len(l.Fields):] {
		require.Equal(o.t, "STRING", f.Type)
		o.noteID(f.ID)
	}
	l.Fields = now
	for _, row := range rows {
		l.take(row, names)
	}
}

func arranged(cells []string, order []int) []string {
	other := make([]string, len(cells))
	for i, at := range order {
		other[i] = cells[at]
	}
	return other
}

// take is what a row of an import should come to.
func (l *listed) take(row, names []string) {
	one := entry{Identifier: row[0], Attributes: map[string]string{}}
	for i := 1; i < len(row); i++ {
		f := l.Fields[slices.IndexFunc(l.Fields, func(f listedName) bool { return f.Name == names[i] })]
		switch {
		case row[i] == "":
		case f.Type == "NUMBER" && row[i] == "x":
			return
		default:
			one.Attributes[f.ID] = row[i]
		}
	}
	if row[0] != "06" && !l.has(row[0]) {
		l.contacts = append(l.contacts, one)
	}
}

// block adds to a blacklist or deletes from it.
func (o *owner) block() {
	kind := []string{"unsubscribers", "bounces"}[o.random.IntN(2)]
	list, path, number := o.blacklists[kind], kind+"/default/contacts", o.number()
	at := slices.IndexFunc(list, func(one entry) bool { return one.Identifier == number })
	switch {
	case at < 0:
		list = append(list, entry{ID: o.makes(path, `{"identifier":"`+number+`"}`), Identifier: number})
	case o.random.IntN(2) == 0:
		o.ask("DELETE", path+"/"+list[at].ID, "", 204)
		list = slices.Delete(list, at, at+1)
	default:
		o.ask("DELETE", path+"?identifier="+number[1:], "", 204)
		list = slices.Delete(list, at, at+1)
	}
	o.blacklists[kind] = list
}
