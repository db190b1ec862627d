package web

import (
	"encoding/json"
	"iter"
	"strconv"
	"strings"
)

// Value is one value of a request: JSON as it was sent, or the text of a query
// or form parameter.
type Value struct {
	raw   []byte // JSON; nil for a parameter
	text  string // of a parameter
	path  string // "SMSList[0].phoneNumber"
	read  bool
	parts []*Value // a list's values, or an object's, once decoded
}

// Text is a string's content or a number's literal. Anything else is no text, as
// good as absent.
func (v *Value) Text() string {
	switch {
	case v == nil:
		return ""
	case v.raw == nil:
		return v.text
	case v.isNumber():
		return string(v.raw)
	case v.raw[0] != '"':
		return ""
	}
	return text(v.raw)
}

// Flag is true for true, 1 and their spellings as text.
func (v *Value) Flag() bool {
	text := strings.TrimSpace(v.Text())
	return text == "1" || text == "true" || v != nil && string(v.raw) == "true"
}

// IsFlag tells whether the value is a yes or a no, in one of their spellings.
func (v *Value) IsFlag() bool {
	text := strings.TrimSpace(v.Text())
	return v.Flag() || text == "0" || text == "false" || v != nil && string(v.raw) == "false"
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
	return v != nil && (v.raw == nil || v.raw[0] == '"' || v.isNumber())
}

func (v *Value) isNumber() bool {
	return v.raw != nil && (v.raw[0] == '-' || v.raw[0] >= '0' && v.raw[0] <= '9')
}

// Echo is a text or number as JSON, with the type it was sent with; null for
// anything else.
func (v *Value) Echo() json.RawMessage {
	switch {
	case !v.IsText():
		return json.RawMessage("null")
	case v.raw == nil:
		text, _ := json.Marshal(v.text)
		return text
	}
	return v.raw
}

// List decodes a JSON array; false if the value is none.
func (v *Value) List() ([]*Value, bool) {
	if !v.IsList() {
		return nil, false
	}
	v.parts = []*Value{}
	for item := range items(v.raw) {
		path := v.path + "[" + strconv.Itoa(len(v.parts)) + "]"
		v.parts = append(v.parts, &Value{raw: item, path: path, read: true})
	}
	return v.parts, true
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
	return len(v.raw) + len(v.text)
}

// IsList tells whether the value is a JSON array.
func (v *Value) IsList() bool { return v != nil && v.raw != nil && v.raw[0] == '[' }

// Object decodes a JSON object; false if the value is none.
func (v *Value) Object() (*Fields, bool) {
	if v == nil || v.raw == nil || v.raw[0] != '{' {
		return nil, false
	}
	f := &Fields{values: map[string]*Value{}}
	members(v.raw, func(name string, raw []byte) {
		f.add(name, Value{raw: raw, path: v.path + "." + name})
	})
	for _, value := range f.values {
		v.parts = append(v.parts, value)
	}
	return f, true
}

// Names are the names of a JSON object's members, each once, in the order in
// which they were sent; nil if the value is no object.
func (v *Value) Names() []string {
	if v == nil || v.raw == nil || v.raw[0] != '{' {
		return nil
	}
	var names []string
	seen := map[string]bool{}
	members(v.raw, func(name string, _ []byte) {
		if !seen[name] {
			names = append(names, name)
		}
		seen[name] = true
	})
	return names
}

func (v *Value) unread(paths []string) []string {
	if !v.read {
		return append(paths, v.path)
	}
	for _, part := range v.parts {
		paths = part.unread(paths)
	}
	return paths
}
