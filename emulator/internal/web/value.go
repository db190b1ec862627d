package web

import (
	"encoding/json"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// Value is one value of a request: JSON as it was sent, or the text of a query
// or form parameter.
type Value struct {
	name      []byte // empty for an item of a list
	raw       []byte
	decoded   *decoded // a list or an object, once somebody looked into it
	parameter bool     // raw is a text, not JSON
	read      bool
}

type decoded struct {
	items   []*Value // of a list
	members *Fields  // of an object
}

// Text is a string's content or a number's literal. Anything else is no text, as
// good as absent.
func (v *Value) Text() string {
	switch {
	case v == nil:
		return ""
	case v.parameter, v.isNumber():
		return string(v.raw)
	case v.raw[0] != '"':
		return ""
	}
	return string(text(v.raw))
}

// Flag is true for true, 1 and their spellings as text.
func (v *Value) Flag() bool {
	text := strings.TrimSpace(v.Text())
	return text == "1" || text == "true" || v != nil && !v.parameter && string(v.raw) == "true"
}

// IsFlag tells whether the value is a yes or a no, in one of their spellings.
func (v *Value) IsFlag() bool {
	text := strings.TrimSpace(v.Text())
	return v.Flag() || text == "0" || text == "false" || v != nil && !v.parameter && string(v.raw) == "false"
}

// ID is a number as our own answers print it: digits only, no leading zero.
func (v *Value) ID() (int64, bool) {
	n, err := strconv.ParseInt(v.Text(), 10, 64)
	return n, err == nil && strconv.FormatInt(n, 10) == v.Text()
}

// Int is a whole number, sent as a number or as text.
func (v *Value) Int() (int64, bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(v.Text()), 10, 64)
	return n, err == nil
}

// IsText tells whether the value is a text or a number.
func (v *Value) IsText() bool {
	return v != nil && (v.parameter || v.raw[0] == '"' || v.isNumber())
}

func (v *Value) isNumber() bool {
	return !v.parameter && (v.raw[0] == '-' || v.raw[0] >= '0' && v.raw[0] <= '9')
}

func (v *Value) isNull() bool { return !v.parameter && v.raw[0] == 'n' }

// Echo is a text or number as JSON, with the type it was sent with; null for
// anything else.
func (v *Value) Echo() json.RawMessage {
	switch {
	case !v.IsText():
		return json.RawMessage("null")
	case v.parameter:
		text, _ := json.Marshal(string(v.raw))
		return text
	}
	return v.raw
}

// List decodes a JSON array; false if the value is none.
func (v *Value) List() ([]*Value, bool) {
	switch {
	case !v.IsList():
		return nil, false
	case v.decoded != nil:
		return v.decoded.items, true
	}
	count := 0
	for range items(v.raw) {
		count++
	}
	values := make([]Value, 0, count)
	list := make([]*Value, 0, count)
	for item := range items(v.raw) {
		values = append(values, Value{raw: item, read: true})
		list = append(list, &values[len(values)-1])
	}
	v.decoded = &decoded{items: list}
	return list, true
}

// Items are the items of a JSON array, for lists too long to decode as a whole.
// Each is good until the next, and counts as read with all that is in it.
func (v *Value) Items() iter.Seq[*Value] {
	return func(yield func(*Value) bool) {
		if !v.IsList() {
			return
		}
		var current Value
		for item := range items(v.raw) {
			current = Value{raw: item, read: true}
			if !yield(&current) {
				return
			}
		}
	}
}

// Size is how many bytes of the request the value takes.
func (v *Value) Size() int {
	if v == nil {
		return 0
	}
	return len(v.raw)
}

// IsList tells whether the value is a JSON array.
func (v *Value) IsList() bool { return v != nil && !v.parameter && v.raw[0] == '[' }

func (v *Value) isObject() bool { return v != nil && !v.parameter && v.raw[0] == '{' }

// Object decodes a JSON object; false if the value is none.
func (v *Value) Object() (*Fields, bool) {
	if !v.isObject() {
		return nil, false
	}
	if v.decoded == nil {
		f := &Fields{values: make([]Value, 0, 4)}
		members(v.raw, func(name, raw []byte) { f.add(Value{name: name, raw: raw}) })
		v.decoded = &decoded{members: f}
	}
	return v.decoded.members, true
}

// Names are the names of a JSON object's members, each once, in the order in
// which they were sent; nil if the value is no object.
func (v *Value) Names() []string {
	if !v.isObject() {
		return nil
	}
	var names []string
	seen := map[string]bool{}
	members(v.raw, func(name, _ []byte) {
		if !seen[string(name)] {
			names = append(names, string(name))
		}
		seen[string(name)] = true
	})
	return names
}

func (v *Value) hasUnread() bool {
	if !v.read || v.decoded == nil {
		return !v.read
	}
	if slices.ContainsFunc(v.decoded.items, (*Value).hasUnread) {
		return true
	}
	for member := range v.decoded.members.each() {
		if member.hasUnread() {
			return true
		}
	}
	return false
}

// unread adds the paths of what was not read in the value at a path.
func (v *Value) unread(paths []string, path string) []string {
	switch {
	case !v.read:
		return append(paths, path)
	case v.decoded == nil:
		return paths
	}
	for i, item := range v.decoded.items {
		paths = item.unread(paths, path+"["+strconv.Itoa(i)+"]")
	}
	for member := range v.decoded.members.each() {
		paths = member.unread(paths, path+"."+string(member.name))
	}
	return paths
}
