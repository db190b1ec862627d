package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// decodeOptional is decode for a body that may be left out.
func decodeOptional(r *request, target any) error {
	if len(bytes.TrimSpace(r.body)) == 0 {
		return nil
	}
	return decode(r, target)
}

// decode reads a JSON body into a pointer to a struct. Members that the struct
// does not have are refused; those that are left out stay as they are.
func decode(r *request, target any) error {
	shape := reflect.TypeOf(target).Elem()
	known := members(shape)
	var given map[string]json.RawMessage
	if err := json.Unmarshal(r.body, &given); err != nil || given == nil {
		return fail(http.StatusBadRequest, "the body must be a JSON object; %s", knows("members", known))
	}
	names := make([]string, 0, len(given))
	for name := range given {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		field, isKnown := fieldOf(shape, name)
		if !isKnown {
			return fail(http.StatusBadRequest, "unknown member %q; %s", name, knows("members", known))
		}
		// One by one, because not every error of encoding/json names its member.
		if err := decodeMember(name, given[name], target); err != nil {
			return fail(http.StatusBadRequest, "member %q: %s", name, explain(err, field.Type))
		}
	}
	return nil
}

func decodeMember(name string, raw json.RawMessage, target any) error {
	decoder := json.NewDecoder(bytes.NewReader(web.JSON(map[string]json.RawMessage{name: raw})))
	decoder.DisallowUnknownFields()
	return decoder.Decode(target)
}

// explain says in JSON's terms what encoding/json says in Go's.
func explain(err error, t reflect.Type) string {
	var mistyped *json.UnmarshalTypeError
	switch {
	case errors.As(err, &mistyped):
		return "it is a " + jsonType(mistyped.Type) + ", not a " + mistyped.Value
	case strings.HasPrefix(err.Error(), "json: unknown field"):
		return strings.TrimPrefix(err.Error(), "json: ") + "; " + knows("members", members(t))
	}
	return err.Error()
}

func jsonType(t reflect.Type) string {
	if t.Implements(reflect.TypeFor[interface{ MarshalText() ([]byte, error) }]()) {
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
		return jsonType(t.Elem())
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
		if jsonName(field) == name {
			return field, true
		}
	}
	return reflect.StructField{}, false
}

func jsonName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name
}
