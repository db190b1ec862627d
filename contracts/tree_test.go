package contracts

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func tree(t *testing.T, text string) *node {
	t.Helper()
	root, err := parseJSON([]byte(text))
	require.NoError(t, err, text)
	return root
}

func TestParseJSONKeepsOrderAndLiterals(t *testing.T) {
	root := tree(t, ` {"b":1.0,"a":[null,true,"\u00e9",33612345678901234567890],"b":{}} `)
	assert.Equal(t, []string{"b", "a", "b"}, root.keys, "in order, and twice if it is there twice")
	assert.Equal(t, "number 1.0", root.items[0].String())
	assert.Equal(t, "array of 4", root.items[1].String())
	assert.Equal(t, "null", root.items[1].items[0].String())
	assert.Equal(t, "bool true", root.items[1].items[1].String())
	assert.Equal(t, `string "é"`, root.items[1].items[2].String())
	assert.Equal(t, "number 33612345678901234567890", root.items[1].items[3].String())
	assert.Equal(t, "object with keys ", root.items[2].String())
}

func TestParseJSONRefuses(t *testing.T) {
	for _, text := range []string{``, `{`, `{"a":1,}`, `[1 2]`, `{} {}`, `{"a":xxx}`, `<result/>`} {
		_, err := parseJSON([]byte(text))
		assert.ErrorContains(t, err, "not JSON", text)
	}
}

func TestFind(t *testing.T) {
	root := tree(t, `{"a":{"b":1},"list":[{"id":2,"n":[3,4]},{"id":5}]}`)
	for path, want := range map[string][]string{
		".":            {"object with keys a, list"},
		"a.b":          {"number 1"},
		"list":         {"array of 2"},
		"list[1].id":   {"number 5"},
		"list[].id":    {"number 2", "number 5"},
		"list[].n[1]":  {"number 4"},
		"list[0].n[]":  {"number 3", "number 4"},
		"list[2].id":   nil,
		"list.id":      nil,
		"a[]":          nil,
		"a.c":          nil,
		"[0]":          nil,
		"list[0].id.x": nil,
	} {
		var got []string
		for _, n := range find(root, path) {
			got = append(got, n.String())
		}
		assert.Equal(t, want, got, path)
	}
	assert.Len(t, find(tree(t, `[{"a":1},{"a":2}]`), "[].a"), 2)
}

func TestValidPath(t *testing.T) {
	for _, path := range []string{".", "a", "a.b", "list[]", "list[0].id", "[]", "[1].a", "a[][]", "A-b_c"} {
		assert.True(t, validPath(path), path)
	}
	for _, path := range []string{"", "..", ".a", "a.", "a..b", "a[", "a[x]", "a]", "a b", "a[].", "[].[]"} {
		assert.False(t, validPath(path), path)
	}
}
