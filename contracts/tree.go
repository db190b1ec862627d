package contracts

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

var (
	pathSyntax = expression(`^(\.|([^\s.,\[\]]+|\[\d*\])(\[\d*\])*(\.[^\s.,\[\]]+(\[\d*\])*)*)$`)
	pathPart   = expression(`[^.\[\]]+|\[\d*\]`)
	pathIndex  = expression(`\[\d+\]`)
)

// whole is the path of a whole body.
const whole = "."

// node is a JSON value that keeps what Go's maps and floats lose: the order of
// the keys, and the text of the numbers.
type node struct {
	kind  string // "object", "array", "string", "number", "bool" or "null"
	text  string // of a string what it says, of a number or bool the literal
	keys  []string
	items []*node // of an object beside keys
}

func parseJSON(text []byte) (*node, error) {
	// Unmarshal refuses what tokens let pass: text after the end, commas too many.
	var value json.RawMessage
	if err := json.Unmarshal(text, &value); err != nil {
		return nil, fmt.Errorf("not JSON: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return readNode(decoder)
}

func readNode(decoder *json.Decoder) (*node, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	switch token := token.(type) {
	case json.Delim:
		return readContainer(decoder, token)
	case string:
		return &node{kind: "string", text: token}, nil
	case json.Number:
		return &node{kind: "number", text: token.String()}, nil
	case bool:
		return &node{kind: "bool", text: strconv.FormatBool(token)}, nil
	}
	return &node{kind: "null", text: "null"}, nil
}

func readContainer(decoder *json.Decoder, open json.Delim) (*node, error) {
	container := &node{kind: "array"}
	if open == '{' {
		container.kind = "object"
	}
	for decoder.More() {
		if container.kind == "object" {
			key, err := decoder.Token()
			if err != nil {
				return nil, err
			}
			container.keys = append(container.keys, fmt.Sprint(key))
		}
		item, err := readNode(decoder)
		if err != nil {
			return nil, err
		}
		container.items = append(container.items, item)
	}
	_, err := decoder.Token() // the closing bracket
	return container, err
}

// String says what a node is and holds, for messages.
func (n *node) String() string {
	switch n.kind {
	case "object":
		return "object with keys " + strings.Join(n.keys, ", ")
	case "array":
		return fmt.Sprintf("array of %d", len(n.items))
	case "string":
		return "string " + strconv.Quote(n.text)
	case "null":
		return "null"
	}
	return n.kind + " " + n.text
}

func validPath(path string) bool {
	return pathSyntax().MatchString(path)
}

// find returns what a path names: "list[0].id" one value at most, "list[].id" any number.
func find(root *node, path string) []*node {
	found := []*node{root}
	for _, part := range pathPart().FindAllString(path, -1) {
		var next []*node
		for _, n := range found {
			next = append(next, n.members(part)...)
		}
		found = next
	}
	return found
}

func (n *node) members(part string) []*node {
	var members []*node
	for i, item := range n.items {
		index := fmt.Sprintf("[%d]", i)
		switch {
		case n.kind == "object" && n.keys[i] == part,
			n.kind == "array" && (part == "[]" || part == index):
			members = append(members, item)
		}
	}
	return members
}

// child is the path of a member; part is a key or an index like "[0]".
func child(path, part string) string {
	switch {
	case path == whole:
		return part
	case strings.HasPrefix(part, "["):
		return path + part
	}
	return path + "." + part
}
