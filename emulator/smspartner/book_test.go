package smspartner

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A book that was written as JSON and read back finds everything again.
func TestBookSurvivesJSON(t *testing.T) {
	at := time.Date(2027, 1, 11, 9, 0, 0, 0, time.UTC)
	paul := &contact{ID: 20, Group: 2, Phone: "+33612345678", Firstname: "Paul", Custom: [4]string{"", "x"}, CreatedAt: at}
	before := data{Book: book{
		Groups:     []*group{{ID: 1, Name: "un", CreatedAt: at}, {ID: 2, Name: "deux", CreatedAt: at, Contacts: []*contact{paul}}},
		GroupsMade: 3, ContactsMade: 7,
	}}
	text, err := json.Marshal(before)
	require.NoError(t, err)
	var after data
	require.NoError(t, json.Unmarshal(text, &after))
	assert.Equal(t, before, after)
	assert.Equal(t, paul, after.Book.contact(20))
	assert.Same(t, after.Book.contact(20), after.Book.at(place{2, "+33612345678"}))
	assert.Nil(t, after.Book.at(place{1, "+33612345678"}))
	after.Book.deleteGroup(after.Book.group(2))
	assert.Nil(t, after.Book.contact(20))
	assert.Nil(t, after.Book.at(place{2, "+33612345678"}), "nothing of it is kept")
	assert.Nil(t, after.Book.group(2))
	assert.NotNil(t, after.Book.group(1))
}
