package smspartner

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// entryXML writes a JSON answer as the provider's XML does: every value is an
// <entry> in the order of the JSON, names are lost, strings are CDATA, numbers
// and booleans are bare, an empty list is <entry/>. It is how PHP's JMS
// serializer writes untyped arrays; that the provider uses it is inferred from
// the published bodies. One part keeps its names: the user of /me.
func entryXML(body []byte) []byte {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	w := &entryWriter{decoder: decoder}
	w.token() // the opening brace
	w.members(1, false)
	root := "result"
	if w.hasNull {
		root = `result xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`
	}
	return slices.Concat([]byte(`<?xml version="1.0" encoding="UTF-8"?>`+"\n<"+root+">\n"), w.out, []byte("</result>\n"))
}

type entryWriter struct {
	decoder *json.Decoder
	out     []byte
	hasNull bool
}

func (w *entryWriter) token() json.Token {
	token, err := w.decoder.Token()
	if err != nil {
		panic(err) // the input is our own JSON
	}
	return token
}

// members writes the members of an object up to its closing brace. Named is for
// the members of the one mapped object, which keep their names.
func (w *entryWriter) members(depth int, named bool) {
	for w.decoder.More() {
		key := w.token().(string)
		if named {
			w.indent(depth)
			w.out = append(w.out, "<"+key+">"+escapeText(w.token().(string))+"</"+key+">\n"...)
			continue
		}
		w.entry(depth, depth == 1 && key == "user")
	}
	w.token()
}

// entry writes one value.
func (w *entryWriter) entry(depth int, named bool) {
	w.indent(depth)
	switch value := w.token().(type) {
	case json.Delim:
		w.container(value, depth, named)
	case string:
		w.out = append(w.out, "<entry><![CDATA["+cdata(value)+"]]></entry>\n"...)
	case json.Number:
		w.out = append(w.out, "<entry>"+value.String()+"</entry>\n"...)
	case bool:
		text := "false"
		if value {
			text = "true"
		}
		w.out = append(w.out, "<entry>"+text+"</entry>\n"...)
	case nil:
		w.hasNull = true
		w.out = append(w.out, `<entry xsi:nil="true"/>`+"\n"...)
	}
}

func (w *entryWriter) container(open json.Delim, depth int, named bool) {
	if !w.decoder.More() {
		w.token()
		w.out = append(w.out, "<entry/>\n"...)
		return
	}
	w.out = append(w.out, "<entry>\n"...)
	if open == '{' {
		w.members(depth+1, named)
	} else {
		for w.decoder.More() {
			w.entry(depth+1, false)
		}
		w.token()
	}
	w.indent(depth)
	w.out = append(w.out, "</entry>\n"...)
}

func (w *entryWriter) indent(depth int) {
	w.out = append(w.out, strings.Repeat("  ", depth)...)
}

// cdata makes a text fit for a CDATA section: its end mark is split over two
// sections, and what XML cannot hold is replaced.
func cdata(text string) string {
	return strings.ReplaceAll(legal(text), "]]>", "]]]]><![CDATA[>")
}

func escapeText(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(legal(text))
}

// legal replaces the characters that XML 1.0 does not allow.
func legal(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r != 0xFFFE && r != 0xFFFF {
			return r
		}
		return 0xFFFD
	}, text)
}
