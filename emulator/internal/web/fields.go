package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Fields are the named values of a request, whether they came in the query, a
// JSON body or a form body. Names are case-sensitive, a JSON null is as good as
// absent, of two equal names the last wins, and a body's wins over the query's.
// Fields remember what was read, so that a user can be shown the names that
// nothing looked at.
type Fields struct {
	values map[string]*Value
	spare  []Value // values are made by the eight
}

func (f *Fields) add(name string, value Value) {
	if len(f.spare) == 0 {
		f.spare = make([]Value, 8)
	}
	f.values[name], f.spare = &f.spare[0], f.spare[1:]
	*f.values[name] = value
}

// Value is one value of a request: JSON as it was sent, or the text of a query
// or form parameter.
type Value struct {
	raw   []byte // JSON; nil for a parameter
	text  string // of a parameter
	path  string // "SMSList[0].phoneNumber"
	read  bool
	parts []*Value // a list's values, or an object's, once decoded
}

var (
	errSyntax   = errors.New("the body is not valid JSON")
	errNotJSON  = errors.New("the body is neither a JSON object nor a form")
	errTooLarge = errors.New("the body is larger than the service takes")
	errEncoding = errors.New("the body is not UTF-8")
)

func readBody(r *http.Request, limit int64) ([]byte, error) {
	if r.ContentLength > 0 && r.ContentLength <= limit {
		body := make([]byte, r.ContentLength)
		read, err := io.ReadFull(r.Body, body)
		return body[:read], err
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	if err == nil && int64(len(body)) > limit {
		return nil, errTooLarge
	}
	return body, err
}

// ReadFields unites query and body. The body's first character decides what it
// is: clients send JSON under every Content-Type there is.
func ReadFields(query string, body []byte) (*Fields, error) {
	f := &Fields{values: map[string]*Value{}}
	f.addParameters(query)
	body = bytes.TrimSpace(body)
	switch {
	case len(body) == 0:
		return f, nil
	case !utf8.Valid(body):
		return f, errEncoding
	case body[0] == '{' || body[0] == '[':
		return f, f.addJSON(body)
	case body[0] == '<' || !bytes.Contains(body, []byte("=")):
		return f, errNotJSON
	}
	f.addParameters(string(body))
	return f, nil
}

func (f *Fields) addParameters(query string) {
	values, _ := url.ParseQuery(query) // what cannot be read is left out, as servers do
	for name, texts := range values {
		// Copies: the texts are pieces of the whole body, and some are kept.
		name = strings.Clone(name)
		f.add(name, Value{text: strings.Clone(texts[len(texts)-1]), path: name})
	}
}

func (f *Fields) addJSON(body []byte) error {
	if !json.Valid(body) {
		return errSyntax
	}
	if body[0] == '[' {
		f.add("", Value{raw: body}) // a list at the top has no name
		return nil
	}
	members(body, func(name string, raw []byte) {
		f.add(name, Value{raw: raw, path: name})
	})
	return nil
}

// Get reads a value; nil when it is absent or null. All methods of a Value work
// on nil.
func (f *Fields) Get(name string) *Value {
	value := f.values[name]
	if value == nil {
		return nil
	}
	value.read = true
	if string(value.raw) == "null" {
		return nil
	}
	return value
}

// Text reads a value as text; "" when it is absent.
func (f *Fields) Text(name string) string { return f.Get(name).Text() }

// Flag reads a value as a yes or no; absent is no.
func (f *Fields) Flag(name string) bool { return f.Get(name).Flag() }

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

func (v *Value) isNumber() bool {
	return v.raw != nil && (v.raw[0] == '-' || v.raw[0] >= '0' && v.raw[0] <= '9')
}

// Echo is a text or number as JSON, with the type it was sent with; null for
// anything else.
func (v *Value) Echo() json.RawMessage {
	switch {
	case v == nil:
		return json.RawMessage("null")
	case v.raw == nil:
		text, _ := json.Marshal(v.text)
		return text
	case v.isNumber() || v.raw[0] == '"':
		return v.raw
	}
	return json.RawMessage("null")
}

// List decodes a JSON array; false if the value is none.
func (v *Value) List() ([]*Value, bool) {
	if v == nil || v.raw == nil || v.raw[0] != '[' {
		return nil, false
	}
	v.parts = []*Value{}
	items(v.raw, func(item []byte) {
		path := v.path + "[" + strconv.Itoa(len(v.parts)) + "]"
		v.parts = append(v.parts, &Value{raw: item, path: path, read: true})
	})
	return v.parts, true
}

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

// Unread lists the paths of the values that nothing read, sorted.
func (f *Fields) Unread() []string {
	var paths []string
	for _, value := range f.values {
		paths = value.unread(paths)
	}
	slices.Sort(paths)
	return paths
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
