package control

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
)

// decodeOptional is decode for a body that may be left out.
func decodeOptional(r *request, target any) error {
	if len(bytes.TrimSpace(r.body)) == 0 {
		return nil
	}
	return decode(r, target)
}

// noBody refuses a body with anything in it.
func noBody(r *request) error { return decodeOptional(r, new(struct{})) }

// decode reads a JSON body into a pointer to a struct. Members that the struct
// does not have are refused, at every depth; those that are left out stay as they
// are.
func decode(r *request, target any) error {
	shape := reflect.TypeOf(target).Elem()
	if !json.Valid(r.body) || jsonType(r.body) != "object" {
		return fail(http.StatusBadRequest, "the body must be a JSON object; %s", knows("members", members(shape)))
	}
	if err := check("", r.body, shape); err != nil {
		return err
	}
	// Of two members with one name only the last was checked.
	if err := json.Unmarshal(r.body, target); err != nil {
		return fail(http.StatusBadRequest, "the body: %s", explain(err))
	}
	return nil
}

// check says what is wrong with a value, and where: encoding/json takes members
// in any letter case, and not every error of it names its place.
func check(path string, raw json.RawMessage, t reflect.Type) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch given := jsonType(raw); {
	case given == "null" || readsItself(t):
	case t.Kind() == reflect.Struct && given == "object":
		return checkMembers(path, raw, t)
	case t.Kind() == reflect.Slice && given == "list":
		return checkItems(path, raw, t)
	}
	if err := json.Unmarshal(raw, reflect.New(t).Interface()); err != nil {
		return fail(http.StatusBadRequest, "member %q: %s", path, explain(err))
	}
	return nil
}

func checkMembers(path string, raw json.RawMessage, t reflect.Type) error {
	var given map[string]json.RawMessage
	if err := json.Unmarshal(raw, &given); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		at := strings.TrimPrefix(path+"."+name, ".")
		field, isKnown := fieldOf(t, name)
		if !isKnown {
			return fail(http.StatusBadRequest, "unknown member %q; %s", at, knows("members", members(t)))
		}
		if err := check(at, given[name], field.Type); err != nil {
			return err
		}
	}
	return nil
}

func checkItems(path string, raw json.RawMessage, t reflect.Type) error {
	var given []json.RawMessage
	if err := json.Unmarshal(raw, &given); err != nil {
		return err
	}
	for i, item := range given {
		if err := check(fmt.Sprintf("%s[%d]", path, i), item, t.Elem()); err != nil {
			return err
		}
	}
	return nil
}

// readsItself tells whether a type has its own way of being written in JSON.
func readsItself(t reflect.Type) bool {
	pointer := reflect.PointerTo(t)
	return pointer.Implements(reflect.TypeFor[json.Unmarshaler]()) || pointer.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// explain says in JSON's terms what encoding/json says in Go's.
func explain(err error) string {
	var mistyped *json.UnmarshalTypeError
	if !errors.As(err, &mistyped) {
		return err.Error()
	}
	given := strings.NewReplacer("array", "list", "bool", "boolean").Replace(mistyped.Value)
	return "it is " + article(wantedType(mistyped.Type)) + ", not " + article(given)
}

func article(noun string) string {
	if noun == "object" {
		return "an object"
	}
	return "a " + noun
}

// jsonType names what a JSON text is, by its first sign.
func jsonType(raw json.RawMessage) string {
	switch bytes.TrimSpace(raw)[0] {
	case '{':
		return "object"
	case '[':
		return "list"
	case 'n':
		return "null"
	}
	return "scalar"
}

// wantedType names what JSON writes a Go type as.
func wantedType(t reflect.Type) string {
	if readsItself(t) {
		return "string"
	}
	switch t.Kind() {
	case reflect.Bool:
		return "boolean"
	case reflect.Slice:
		return "list"
	case reflect.Struct:
		return "object"
	case reflect.String:
		return "string"
	case reflect.Pointer:
		return wantedType(t.Elem())
	}
	return "whole number"
}

// members lists the JSON names of a struct's fields, embedded ones included.
func members(t reflect.Type) []string {
	var names []string
	for _, field := range reflect.VisibleFields(t) {
		if name := jsonName(field); name != "" {
			names = append(names, name)
		}
	}
	return names
}

func fieldOf(t reflect.Type, name string) (reflect.StructField, bool) {
	for _, field := range reflect.VisibleFields(t) {
		if name != "" && jsonName(field) == name {
			return field, true
		}
	}
	return reflect.StructField{}, false
}

func jsonName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name
}
