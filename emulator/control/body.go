package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strings"
)

// decode reads a JSON body into a pointer to a struct. Members that the struct
// does not have are refused; those that are left out stay as they are.
func decode(r *request, target any) error {
	known := members(reflect.TypeOf(target).Elem())
	var given map[string]json.RawMessage
	if err := json.Unmarshal(r.body, &given); err != nil || given == nil {
		return fail(http.StatusBadRequest, "the body must be a JSON object; %s", knows("members", known))
	}
	for name := range given {
		if !slices.Contains(known, name) {
			return fail(http.StatusBadRequest, "unknown member %q; %s", name, knows("members", known))
		}
	}
	decoder := json.NewDecoder(bytes.NewReader(r.body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(target); err != nil {
		return explain(err)
	}
	return nil
}

// explain says in JSON's terms what encoding/json says in Go's.
func explain(err error) error {
	var mistyped *json.UnmarshalTypeError
	if errors.As(err, &mistyped) {
		return fail(http.StatusBadRequest, "member %q cannot be a %s: it is a %s", mistyped.Field, mistyped.Value, jsonType(mistyped.Type))
	}
	return fail(http.StatusBadRequest, "%s", strings.TrimPrefix(err.Error(), "json: "))
}

func jsonType(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "boolean"
	case reflect.Slice:
		return "list"
	case reflect.Struct, reflect.Map:
		return "object"
	case reflect.String:
		return "string"
	case reflect.Pointer:
		return jsonType(t.Elem())
	}
	if t.Implements(reflect.TypeFor[interface{ MarshalText() ([]byte, error) }]()) {
		return "string"
	}
	return "number"
}

// members lists the JSON names of a struct's fields, embedded ones included.
func members(t reflect.Type) []string {
	var names []string
	for _, field := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" {
			names = append(names, name)
		}
	}
	return names
}
