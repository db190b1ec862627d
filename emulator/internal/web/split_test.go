package web

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzSplit takes valid JSON apart as encoding/json does.
func FuzzSplit(f *testing.F) {
	for _, seed := range []string{
		`{}`, `[]`, ` { "a" : 1 , "b":[1,{"c":"}"}] , "\u00e9\"":"\\" } `, `[1, "a,b" ,[],{} , -1.5e3,true,null]`, `{"a":1,"a":2}`, `[[[]]]`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if !utf8.ValidString(body) {
			t.Skip("bodies that are not UTF-8 are refused before they are taken apart")
		}
		var object map[string]json.RawMessage
		var array []json.RawMessage
		raw := []byte(body)
		for len(raw) > 0 && (raw[0] == ' ' || raw[0] == '\t' || raw[0] == '\n' || raw[0] == '\r') {
			raw = raw[1:]
		}
		if json.Unmarshal(raw, &object) == nil && object != nil {
			got := map[string]json.RawMessage{}
			members(raw, func(name, value []byte) { got[string(name)] = value })
			require.Len(t, got, len(object))
			for name, value := range object {
				assert.Equal(t, string(value), string(got[name]))
			}
		}
		if json.Unmarshal(raw, &array) == nil && array != nil {
			i := 0
			for item := range items(raw) {
				assert.Equal(t, string(array[i]), string(item))
				i++
			}
			assert.Len(t, array, i)
		}
	})
}
