package contracts

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Each difference has its row, so each check is seen to fail.
func TestCompareJSON(t *testing.T) {
	for _, test := range []struct {
		about, got, want, varying string
		differences               []string
	}{
		{"the same", `{"a":1,"b":[{"c":null}]}`, ` { "a": 1, "b": [ { "c": null } ] } `, "", nil},
		{"escapes are spelling", `"é"`, `"\u00e9"`, "", nil},
		{"key order", `{"b":2,"a":1}`, `{"a":1,"b":2}`, "",
			[]string{".: got object with keys b, a, fixture object with keys a, b"}},
		{"missing key", `{"x":{"a":1}}`, `{"x":{"a":1,"b":2}}`, "",
			[]string{"x: got object with keys a, fixture object with keys a, b"}},
		{"extra key", `{"a":1,"b":2}`, `{"a":1}`, "",
			[]string{".: got object with keys a, b, fixture object with keys a"}},
		{"a key twice", `{"a":1,"a":1}`, `{"a":1}`, "",
			[]string{".: got object with keys a, a, fixture object with keys a"}},
		{"another value", `{"a":{"b":"x"}}`, `{"a":{"b":"y"}}`, "",
			[]string{`a.b: got string "x", fixture string "y"`}},
		{"two values", `{"a":1,"b":true}`, `{"a":2,"b":false}`, "",
			[]string{"a: got number 1, fixture number 2", "b: got bool true, fixture bool false"}},
		{"1 is not 1.0", `{"a":1}`, `{"a":1.0}`, "", []string{"a: got number 1, fixture number 1.0"}},
		{"1 is not \"1\"", `{"a":1}`, `{"a":"1"}`, "", []string{`a: got number 1, fixture string "1"`}},
		{"null is no value", `{"a":null}`, `{"a":""}`, "", []string{`a: got null, fixture string ""`}},
		{"an object is no list", `{"a":{}}`, `{"a":[]}`, "", []string{"a: got object with keys , fixture array of 0"}},

		{"a varying value", `{"a":1,"b":"x"}`, `{"a":2,"b":"y"}`, "a,b", nil},
		{"only what is named varies", `{"a":1,"b":1}`, `{"a":2,"b":2}`, "a", []string{"b: got number 1, fixture number 2"}},
		{"a varying value keeps its type", `{"a":"1"}`, `{"a":2}`, "a", []string{`a: got string "1", fixture number 2`}},
		{"a varying null", `{"a":1}`, `{"a":null}`, "a", []string{"a: got number 1, fixture null"}},
		{"below a varying object", `{"o":{"a":1,"l":[1]}}`, `{"o":{"a":2,"l":[2]}}`, "o", nil},
		{"its lists keep their length", `{"o":{"l":[1,2]}}`, `{"o":{"l":[2]}}`, "o", []string{"o.l: got array of 2, fixture array of 1"}},
		{"the whole answer", `{"a":1}`, `{"a":2}`, ".", nil},
		{"its keys do not vary", `{"b":1}`, `{"a":2}`, ".", []string{".: got object with keys b, fixture object with keys a"}},
		{"a name that names nothing", `{"a":1}`, `{"a":1}`, "b", []string{"b: named by varying, but not there"}},
		{"a key is not its child", `{"a":{"a":1}}`, `{"a":{"a":2}}`, "a.a", nil},

		{"array length", `{"l":[1,2]}`, `{"l":[1]}`, "", []string{"l: got array of 2, fixture array of 1"}},
		{"array order", `[1,2]`, `[2,1]`, "", []string{"[0]: got number 1, fixture number 2", "[1]: got number 2, fixture number 1"}},
		{"every element", `{"l":[{"a":1},{"a":2}]}`, `{"l":[{"a":3},{"a":4}]}`, "l[].a", nil},
		{"one element", `{"l":[{"a":1},{"a":2}]}`, `{"l":[{"a":3},{"a":4}]}`, "l[1].a", []string{"l[0].a: got number 1, fixture number 3"}},
		{"elements that vary keep the length", `{"l":[1,2]}`, `{"l":[3]}`, "l[]", []string{"l: got array of 2, fixture array of 1"}},
		{"elements that vary", `{"l":[1,{"a":2}]}`, `{"l":[3,{"a":4}]}`, "l[]", nil},
		{"a varying length", `{"l":[{"a":1},{"a":1}]}`, `{"l":[{"a":1}]}`, "l", nil},
		{"a varying length of the whole", `[1,1]`, `[1]`, ".", nil},
		{"none of a varying length", `{"l":[]}`, `{"l":[{"a":1}]}`, "l", nil},
		{"each is held against the first", `{"l":[{"a":1},{"a":2}]}`, `{"l":[{"a":1},{"a":2}]}`, "l", []string{"l[1].a: got number 2, fixture number 1"}},
		{"the first and the rules that remain", `{"l":[{"a":1,"b":"x"},{"a":2,"b":"y"}]}`, `{"l":[{"a":3,"b":"x"}]}`, "l, l[].a",
			[]string{`l[1].b: got string "y", fixture string "x"`}},
		{"the shape of the first", `{"l":[{"a":1},{"b":1}]}`, `{"l":[{"a":1}]}`, "l", []string{"l[1]: got object with keys b, fixture object with keys a"}},
		{"a varying length without a first", `{"l":[1]}`, `{"l":[]}`, "l", []string{"l: got array of 1, fixture array of 0"}},
		{"nested", `{"l":[{"m":[{"a":1},{"a":2}]}]}`, `{"l":[{"m":[{"a":0}]}]}`, "l[].m, l[].m[].a", nil},
	} {
		t.Run(test.about, func(t *testing.T) {
			c := &comparison{basis: Fixture}
			if test.varying != "" {
				var err error
				c.varying, err = addPaths(nil, test.varying)
				assert.NoError(t, err)
			}
			got, want := tree(t, test.got), tree(t, test.want)
			c.idle(want)
			c.json(whole, got, want, false)
			assert.Equal(t, test.differences, c.differences)
		})
	}
}

func TestClip(t *testing.T) {
	assert.Equal(t, "short", clip("short"))
	assert.Equal(t, strings.Repeat("é", 300)+"…", clip(strings.Repeat("é", 301)))
}
