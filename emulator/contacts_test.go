package emulator

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// said decodes an answer.
func said[T any](t testing.TB, got reply) T {
	t.Helper()
	var answer T
	require.NoError(t, json.Unmarshal([]byte(got.body), &answer), got.body)
	return answer
}

func newGroup(t testing.TB, e *Emulator, key string) (id string) {
	t.Helper()
	got := call(t, e, "POST", "/v1/group/add", fmt.Sprintf(`{"apiKey":%q,"name":"n"}`, key))
	return said[struct{ GroupID string }](t, got).GroupID
}

// newContact makes a group with one contact.
func newContact(t testing.TB, e *Emulator, key string) (group, contact string) {
	t.Helper()
	group = newGroup(t, e, key)
	got := call(t, e, "POST", "/v1/contact/add", fmt.Sprintf(`{"apiKey":%q,"groupId":%q,"contact":{"phoneNumber":"0612345678"}}`, key, group))
	return group, said[struct{ Contact struct{ ContactID string } }](t, got).Contact.ContactID
}

// shelved is a contact of an account as lists show it.
type shelved struct{ ContactID, Phone, Firstname string }

// contactsOf reads a group's pages, and holds what they count against what they
// list.
func contactsOf(t testing.TB, e *Emulator, key, group string) []shelved {
	t.Helper()
	var all []shelved
	for page := 1; ; page++ {
		got := call(t, e, "GET", fmt.Sprintf("/v1/contact/list?apiKey=%s&groupId=%s&page=%d", key, group, page), "")
		require.Equal(t, 200, got.status, got.body)
		list := said[struct {
			CurrentPage int
			Total       string
			Datas       []shelved
		}](t, got)
		require.Equal(t, page, list.CurrentPage)
		all = append(all, list.Datas...)
		total, err := strconv.Atoi(list.Total)
		require.NoError(t, err)
		require.Len(t, list.Datas, min(max(total-(page-1)*20, 0), 20), "page %d of %d contacts", page, total)
		if len(list.Datas) == 0 {
			require.Len(t, all, total)
			return all
		}
	}
}

// shelf is all that an account's lists say of groups and contacts.
func shelf(t testing.TB, e *Emulator, key string) []string {
	t.Helper()
	groups := call(t, e, "GET", "/v1/group/list?apiKey="+key, "")
	all := []string{groups.body}
	for _, g := range said[struct{ Groups []struct{ ID string } }](t, groups).Groups {
		for _, c := range contactsOf(t, e, key, g.ID) {
			all = append(all, call(t, e, "GET", "/v1/contact/detail?apiKey="+key+"&contactId="+c.ContactID, "").body)
		}
	}
	return all
}

// Random calls on three accounts of one server: lists and counters are what the
// calls make them, a refused call changes nothing, and no call changes another
// account.
func TestContactsOfRandomScripts(t *testing.T) {
	for seed := range int64(20) {
		e := newEmulator(t)
		random := rand.New(rand.NewSource(seed))
		var all []*librarian
		for _, key := range []string{"a", "b", "c"} {
			all = append(all, &librarian{T: t, e: e, random: random, key: key, held: map[string][]shelved{}})
		}
		for range 150 {
			l := all[random.Intn(len(all))]
			if random.Intn(4) > 0 {
				l.step()
				continue
			}
			before := map[string][]string{}
			for _, other := range all {
				before[other.key] = shelf(t, e, other.key)
			}
			changed := l.step()
			for _, other := range all {
				if other != l || !changed {
					require.Equal(t, before[other.key], shelf(t, e, other.key), "seed %d, account %s", seed, other.key)
				}
			}
			l.check()
		}
		for _, l := range all {
			l.check()
		}
	}
}

// Another account's groups and contacts do not exist.
func TestContactsOfAnotherAccount(t *testing.T) {
	e := newEmulator(t)
	group, contact := newContact(t, e, "a")
	before := shelf(t, e, "a")
	for _, c := range []struct{ method, endpoint, members string }{
		{"POST", "group/delete", `"groupId":"` + group + `"`},
		{"DELETE", "groupe/delete", `"groupId":` + group},
		{"POST", "contact/add", `"groupId":"` + group + `","contact":{"phoneNumber":"0612345679"}`},
		{"POST", "contact/add", `"groupId":"` + group + `","contactsList":[{"phoneNumber":"0612345679"}]`},
		{"POST", "contact/update", `"contactId":"` + contact + `","contact":{"firstname":"x"}`},
		{"POST", "contact/delete", `"contactId":` + contact},
		{"POST", "contact/list", `"groupId":"` + group + `"`},
		{"GET", "contact/list", `"groupId":"` + group + `"`},
		{"GET", "contact/detail", `"contactId":"` + contact + `"`},
	} {
		got := call(t, e, c.method, "/v1/"+c.endpoint, `{"apiKey":"b",`+c.members+`}`)
		assert.Equal(t, 404, got.status, c.endpoint)
		assert.Contains(t, got.body, "n'existe pas")
	}
	assert.Equal(t, before, shelf(t, e, "a"))
}

// One line too many, and none is added.
func TestContactBatchOf500(t *testing.T) {
	e := newEmulator(t)
	group := newGroup(t, e, "k")
	batch := func(size int) reply {
		lines := ""
		for i := range size {
			lines += fmt.Sprintf(`,{"phoneNumber":"0612345%03d"}`, i)
		}
		return call(t, e, "POST", "/v1/contact/add", fmt.Sprintf(`{"apiKey":"k","groupId":%q,"contactsList":[%s]}`, group, lines[1:]))
	}
	assert.Equal(t, `{"success":false,"code":50,"message":"Le nombre de num\u00e9ros autoris\u00e9s est de 500 maxi"}`, batch(501).body)
	assert.Empty(t, contactsOf(t, e, "k", group))
	assert.Contains(t, batch(500).body, `"rapport":{"nbline":500,"nbline_imported":500,"nbline_updated":0,`)
	assert.Len(t, contactsOf(t, e, "k", group), 500)
}

// A reset forgets groups, contacts and what was counted.
func TestResetForgetsContacts(t *testing.T) {
	e := newEmulator(t)
	group, contact := newContact(t, e, "k")
	call(t, e, "POST", "/_fakesms/reset?provider=smspartner&key=k", "")
	assert.Equal(t, []string{`{"success":true,"groups":[]}`}, shelf(t, e, "k"))
	again, other := newContact(t, e, "k")
	assert.Equal(t, []string{group, contact}, []string{again, other})
}

// Fields that no contact has are shown to the user, those of a batch too.
func TestUnreadFieldsOfContacts(t *testing.T) {
	e := newEmulator(t)
	group := newGroup(t, e, "k")
	call(t, e, "POST", "/v1/contact/add", fmt.Sprintf(`{"apiKey":"k","groupId":%q,"contactsList":[{"phoneNumber":"0612345678","prenom":"x"}]}`, group))
	got := call(t, e, "GET", "/_fakesms/requests?key=k", "")
	assert.Contains(t, got.body, `"unread":["contactsList[0].prenom"]`)
}

// With the quirk, code 404 has the status of the others; an unknown route has not.
func TestMissingGroupsWithStatus200(t *testing.T) {
	e := withQuirk(t, "smspartner.error-status", "200")
	got := call(t, e, "GET", "/v1/contact/list?apiKey=k&groupId=7", "")
	assert.Equal(t, 200, got.status)
	assert.Contains(t, got.body, `"code":404`)
	assert.Equal(t, 404, call(t, e, "GET", "/v1/contact/lists?apiKey=k&groupId=7", "").status)
}
