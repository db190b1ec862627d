package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
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
	values []Value           // as they came
	byName map[string]*Value // the last of each name, made for many values
}

// few values are found by looking at each.
const few = 16

func (f *Fields) add(value Value) {
	if f.values == nil {
		f.values = make([]Value, 0, 8)
	}
	f.values = append(f.values, value)
}

// value is the last one with a name; nil if there is none. None may be added
// afterwards.
func (f *Fields) value(name string) *Value {
	if len(f.values) > few {
		return f.index()[name]
	}
	for i := len(f.values) - 1; i >= 0; i-- {
		if string(f.values[i].name) == name {
			return &f.values[i]
		}
	}
	return nil
}

func (f *Fields) index() map[string]*Value {
	if f.byName == nil {
		f.byName = make(map[string]*Value, len(f.values))
		for i := range f.values {
			f.byName[string(f.values[i].name)] = &f.values[i]
		}
	}
	return f.byName
}

// each gives the values that count: the last of each name. Nil has none.
func (f *Fields) each() iter.Seq[*Value] {
	return func(yield func(*Value) bool) {
		if f == nil {
			return
		}
		for i := range f.values {
			value := &f.values[i]
			if f.value(string(value.name)) == value && !yield(value) {
				return
			}
		}
	}
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
	f := &Fields{}
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

// addParameters reads a query or a form. What cannot be read is left out.
func (f *Fields) addParameters(query string) {
	for pair := range strings.SplitSeq(query, "&") {
		name, text, _ := strings.Cut(pair, "=")
		name, errName := url.QueryUnescape(name)
		text, errText := url.QueryUnescape(text)
		if pair == "" || strings.Contains(pair, ";") || errName != nil || errText != nil {
			continue
		}
		f.add(Value{name: []byte(valid(name)), raw: []byte(valid(text)), parameter: true})
	}
}

// valid is a text as JSON would have it: what is no UTF-8 becomes U+FFFD.
func valid(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

func (f *Fields) addJSON(body []byte) error {
	if !json.Valid(body) {
		return errSyntax
	}
	if body[0] == '[' {
		f.add(Value{raw: body}) // a list at the top has no name
		return nil
	}
	members(body, func(name, raw []byte) { f.add(Value{name: name, raw: raw}) })
	return nil
}

// Get reads a value; nil when it is absent or null. All methods of a Value work
// on nil.
func (f *Fields) Get(name string) *Value {
	value := f.value(name)
	if value == nil {
		return nil
	}
	value.read = true
	if value.isNull() {
		return nil
	}
	return value
}

// Text reads a value as text; "" when it is absent.
func (f *Fields) Text(name string) string { return f.Get(name).Text() }

// Flag reads a value as a yes or no; absent is no.
func (f *Fields) Flag(name string) bool { return f.Get(name).Flag() }

// Names are the names that there are, sorted.
func (f *Fields) Names() []string {
	var names []string
	for value := range f.each() {
		names = append(names, string(value.name))
	}
	slices.Sort(names)
	return names
}

// Unread lists the paths of the values that nothing read, sorted:
// "SMSList[0].phoneNumber".
func (f *Fields) Unread() []string {
	var paths []string
	for value := range f.each() {
		if value.hasUnread() {
			paths = value.unread(paths, string(value.name))
		}
	}
	slices.Sort(paths)
	return paths
}
