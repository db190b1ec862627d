package emulator

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// listed is a list as it should be: what was added minus what was deleted.
type listed struct {
	ID       string       `json:"id"`
	Name     string       `json:"name"`
	Fields   []listedName `json:"fields"`
	contacts []entry
}

type listedName struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Type   string `json:"type"`
	ListID string `json:"listId"`
}

// entry is a contact of a list, or of a blacklist; its id is "" until it was seen.
type entry struct {
	ID         string            `json:"id"`
	Identifier string            `json:"identifier"`
	Attributes map[string]string `json:"attributes"`
}

// owner plays one account and knows what it should hold.
type owner struct {
	t          *testing.T
	e          *Emulator
	random     *rand.Rand
	key        string
	lists      []*listed
	blacklists map[string][]entry
	ids        map[string]bool // every id ever given
}

func newOwner(t *testing.T, e *Emulator, key string, seed uint64) *owner {
	return &owner{
		t: t, e: e, key: key, random: rand.New(rand.NewPCG(seed, seed)),
		blacklists: map[string][]entry{"unsubscribers": {}, "bounces": {}}, ids: map[string]bool{},
	}
}

func (o *owner) ask(method, path, body string, status int) string {
	o.t.Helper()
	got := call(o.t, o.e, method, "/v2/"+path, body, "X-Primotexto-ApiKey: "+o.key)
	require.Equal(o.t, status, got.status, "%s %s %s: %s", method, path, body, got.body)
	return got.body
}

// makes asks for something that is made, and notes its id.
func (o *owner) makes(path, body string) string {
	o.t.Helper()
	id := regexp.MustCompile(`^{"id":"([0-9a-f]{24})"}$`).FindStringSubmatch(o.ask("POST", path, body, 200))
	require.NotNil(o.t, id, path)
	o.noteID(id[1])
	return id[1]
}

func (o *owner) noteID(id string) {
	o.t.Helper()
	require.False(o.t, o.ids[id], "the id %s is given twice", id)
	o.ids[id] = true
}

func (o *owner) number() string { return fmt.Sprintf("+3360000%04d", o.random.IntN(30)) }

// check compares all that the account shows with what it should hold.
func (o *owner) check() {
	var lists []*listed
	require.NoError(o.t, json.Unmarshal([]byte(o.ask("GET", "lists", "", 200)), &lists))
	require.Len(o.t, lists, len(o.lists))
	for i, l := range o.lists {
		want := *lists[i]
		want.contacts = l.contacts
		require.Equal(o.t, want, *l)
		var contacts []entry
		require.NoError(o.t, json.Unmarshal([]byte(o.ask("GET", "lists/"+l.ID+"/contacts", "", 200)), &contacts))
		require.Len(o.t, contacts, len(l.contacts))
		for i, got := range contacts {
			if one := &l.contacts[i]; one.ID == "" { // of an import
				o.noteID(got.ID)
				one.ID = got.ID
			}
			require.Equal(o.t, l.contacts[i], got)
		}
	}
	for kind, list := range o.blacklists {
		got := []entry{}
		require.NoError(o.t, json.Unmarshal([]byte(o.ask("GET", kind+"/default/contacts", "", 200)), &got))
		require.Equal(o.t, list, got)
	}
}
