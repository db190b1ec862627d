package primotexto

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What an account remembers goes to JSON and comes back without loss.
func TestDataAsJSON(t *testing.T) {
	now := time.Date(2027, 1, 11, 9, 0, 0, 0, time.UTC)
	before := newData()
	before.Objects = 4
	l := &list{ID: idOf(7, 1), Name: "Clients", Fields: []field{{ID: idOf(7, 2), Name: "naissance", Type: dateField, Format: "dd/MM"}}}
	l.add(&contact{ID: idOf(7, 3), Number: "+33600000000", Values: []string{"29/02"}})
	l.add(&contact{ID: idOf(7, 4), Number: "+33600000001"})
	before.Lists = lists{l}
	before.Operations = []*operation{{ID: idOf(7, 5), Rows: 2, Imported: 1, Invalid: 1, Running: now, Done: now}}
	before.Unsubscribers["+33600000000"] = []reason{{At: now}, {At: now, Campaign: idOf(7, 6).String()}}

	text, err := json.Marshal(before)
	require.NoError(t, err)
	after := newData()
	require.NoError(t, json.Unmarshal(text, after))
	again, err := json.Marshal(after)
	require.NoError(t, err)
	assert.JSONEq(t, string(text), string(again))
	restored := after.Lists.find(l.ID)
	require.NotNil(t, restored)
	assert.True(t, restored.has("+33600000001"))
	assert.False(t, restored.has("+33600000002"))
	restored.delete(idOf(7, 3))
	assert.False(t, restored.has("+33600000000"))
	assert.JSONEq(t, `[{"id":"000000000000000700000004","identifier":"+33600000001","attributes":{}}]`, string(restored.contactsJSON()))
}

func TestFormOf(t *testing.T) {
	for text, want := range map[string]form{
		"": 0, "7": isNumber, "-7": isNumber, "+7": isNumber, "1.5": isNumber, "1,5": isNumber, "007": isNumber, "12345678901234567890123": isNumber,
		".5": 0, "1.": 0, "1.2.3": 0, "1,2,3": 0, "--1": 0, "1e3": 0, " 7": 0, "-": 0, "x": 0, "٣": 0,
		"29/02/2020": isDate, "29/02/2021": 0, "31/04/2021": 0, "1/01/2021": 0, "01/13/2021": 0, "2021-01-01": 0, "01/01/0001": isDate,
		"29/02": isDayMonth, "30/02": 0, "31/12": isDayMonth, "00/12": 0, "12/2027": isMonthYear, "13/2027": 0, "00/2027": 0,
	} {
		assert.Equal(t, want, formOf(text), "%q", text)
	}
}

func TestReadID(t *testing.T) {
	assert.Equal(t, idOf(7, 0xabc), readID("000000000000000700000abc"))
	assert.Equal(t, idOf(7, 0xabc), readID("000000000000000700000ABC"))
	assert.Equal(t, idOf(7, 0xabd), readID("000000000000000700000abc").next())
	for _, text := range []string{"", "7", "000000000000000700000abg", "000000000000000700000abc0", "00000000000000070000é000"} {
		assert.Zero(t, readID(text), text)
	}
}
