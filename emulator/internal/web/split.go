package web

import (
	"bytes"
	"encoding/json"
	"iter"
)

// The functions here take JSON apart that is known to be valid. Decoding into
// maps and lists of RawMessage does the same at several times the cost: it
// validates each value again and copies it.

// members calls do for each member of an object, in order. The values are pieces
// of the object, not copies.
func members(object []byte, do func(name, value []byte)) {
	at := space(object, 1)
	for object[at] != '}' {
		end := value(object, at)
		name := text(object[at:end])
		at = space(object, space(object, end)+1) // over the colon
		end = value(object, at)
		do(name, object[at:end])
		at = comma(object, end)
	}
}

// items are the items of an array, in order.
func items(array []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		at := space(array, 1)
		for array[at] != ']' {
			end := value(array, at)
			if !yield(array[at:end]) {
				return
			}
			at = comma(array, end)
		}
	}
}

// text is what a JSON string says: a piece of it, unless something is escaped.
func text(quoted []byte) []byte {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return quoted[1 : len(quoted)-1]
	}
	var text string
	_ = json.Unmarshal(quoted, &text) // it is valid
	return []byte(text)
}

// space is the place of the next byte that is no white space.
func space(b []byte, at int) int {
	for b[at] == ' ' || b[at] == '\t' || b[at] == '\n' || b[at] == '\r' {
		at++
	}
	return at
}

// comma is the place of what follows a value: the next one, or the end.
func comma(b []byte, at int) int {
	at = space(b, at)
	if b[at] == ',' {
		at = space(b, at+1)
	}
	return at
}

// value is the end of the value that begins at a place.
func value(b []byte, at int) int {
	depth := 0
	for {
		switch b[at] {
		case '"':
			at = quoted(b, at)
		case '{', '[':
			depth++
			at++
		case '}', ']':
			depth--
			at++
		case ',', ':', ' ', '\t', '\n', '\r':
			at++
		default:
			at = literal(b, at)
		}
		if depth == 0 {
			return at
		}
	}
}

// quoted is the end of the string that begins at a place.
func quoted(b []byte, at int) int {
	for at++; b[at] != '"'; at++ {
		if b[at] == '\\' {
			at++
		}
	}
	return at + 1
}

// literal is the end of the number, true, false or null that begins at a place.
func literal(b []byte, at int) int {
	for at < len(b) {
		switch b[at] {
		case ',', '}', ']', ' ', '\t', '\n', '\r':
			return at
		}
		at++
	}
	return at
}
