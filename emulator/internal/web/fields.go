package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
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

// ErrTooLarge is what is wrong with a body beyond the limit of its route.
var ErrTooLarge = errors.New("the body is larger than the service takes")

var (
	errSyntax   = errors.New("the body is not valid JSON")
	errNotJSON  = errors.New("the body is neither a JSON object nor a form")
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
		return nil, ErrTooLarge
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
		name = strings.Clone(valid(name))
		f.add(name, Value{text: strings.Clone(valid(texts[len(texts)-1])), path: name})
	}
}

// valid is a text as JSON would have it: what is no UTF-8 becomes U+FFFD.
func valid(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

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

// Names are the names that there are, sorted.
func (f *Fields) Names() []string { return slices.Sorted(maps.Keys(f.values)) }

// Unread lists the paths of the values that nothing read, sorted.
func (f *Fields) Unread() []string {
	var paths []string
	for _, value := range f.values {
		paths = value.unread(paths)
	}
	slices.Sort(paths)
	return paths
}
