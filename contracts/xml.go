package contracts

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/clbanning/mxj/v2"
)

const schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"

// mxjSpace is what mxj trims around every text.
const mxjSpace = "\t\r\b\n "

var (
	cdata      = expression(`(?s)<!\[CDATA\[(.*?)\]\]>`)
	nilElement = expression(`<\w+ xsi:nil=`)
)

// readXML reads a document whose root is <result> and returns what is in it, as
// mxj sees it: a string, or a map of element names to a value or a []any of them.
func readXML(document []byte) (any, error) {
	if err := oneDocument(document); err != nil {
		return nil, fmt.Errorf("not XML: %w", err)
	}
	// mxj keeps only the last of several texts in one element, and "]]>" cannot be
	// in CDATA without making two of it: as escaped text they are one.
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;")
	plain := cdata().ReplaceAllStringFunc(string(document), func(section string) string {
		return escape.Replace(cdata().FindStringSubmatch(section)[1])
	})
	// Never cast: "+33612345678" would become a float, "0.900" 0.9.
	decoded, err := mxj.NewMapXml([]byte(plain))
	if err != nil {
		return nil, fmt.Errorf("not XML: %w", err)
	}
	root, ok := decoded["result"]
	if !ok {
		return nil, fmt.Errorf("the root is not <result>")
	}
	if m, ok := root.(map[string]any); ok {
		return root, namespace(m, plain)
	}
	return root, nil
}

// namespace takes the declaration of xsi off the root: it is no content, but
// xsi:nil means nothing without it.
func namespace(root map[string]any, document string) error {
	declared := root["-xsi"] == schemaInstance
	delete(root, "-xsi")
	if nilElement().MatchString(document) && !declared {
		return fmt.Errorf("xsi:nil without xmlns:xsi=%q on <result>", schemaInstance)
	}
	return nil
}

// oneDocument refuses what mxj does not look at: whatever comes after the root.
func oneDocument(document []byte) error {
	decoder := xml.NewDecoder(bytes.NewReader(document))
	depth, roots := 0, 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) && roots == 1 {
			return nil
		}
		if errors.Is(err, io.EOF) {
			return fmt.Errorf("%d root elements", roots)
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth == 0 {
				roots++
			}
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 0 && len(bytes.TrimSpace(token)) > 0 {
				return fmt.Errorf("text outside the root: %q", token)
			}
		}
	}
}

// xml holds a JSON value against its XML twin: the same values in the same
// nesting, objects and arrays alike being elements with <entry> children.
func (c *comparison) xml(path string, got *node, twin any, free bool) {
	free = free || c.varies(path) && got.kind != "array"
	switch {
	case path == "user" && got.kind == "object":
		c.named(path, got, twin, free)
	case got.kind == "object" || got.kind == "array":
		c.entries(path, got, twin, free)
	case free && (isNil(twin) || isText(twin)):
	case got.kind == "null" && isNil(twin):
	case got.kind != "null" && twin == strings.Trim(got.text, mxjSpace):
	default:
		c.differ(path, got, describe(twin))
	}
}

// entries compares an object or an array. When an array's length varies, each
// element has the shape of the XML's first.
func (c *comparison) entries(path string, got *node, twin any, free bool) {
	entries, ok := children(twin)
	varies := got.kind == "array" && c.varies(path)
	if !ok || !varies && len(entries) != len(got.items) || len(entries) == 0 && len(got.items) > 0 {
		c.differ(path, got, describe(twin))
		return
	}
	for i, item := range got.items {
		part := fmt.Sprintf("[%d]", i)
		if got.kind == "object" {
			part = got.keys[i]
		}
		entry := entries[0]
		if !varies {
			entry = entries[i]
		}
		c.xml(child(path, part), item, entry, free)
	}
}

// named compares the one object whose members keep their names in XML. mxj does
// not keep their order.
func (c *comparison) named(path string, got *node, twin any, free bool) {
	elements, _ := twin.(map[string]any)
	names := slices.Sorted(maps.Keys(elements))
	if !slices.Equal(slices.Sorted(slices.Values(got.keys)), names) || elements == nil && twin != "" {
		c.differ(path, got, describe(twin))
		return
	}
	for i, key := range got.keys {
		c.xml(child(path, key), got.items[i], elements[key], free)
	}
}

// children are the <entry> elements in a value. mxj makes a list of one its only
// element, and an empty list "".
func children(value any) ([]any, bool) {
	elements, isMap := value.(map[string]any)
	if !isMap {
		return nil, value == ""
	}
	entries, some := elements["entry"]
	switch {
	case !some:
		return nil, len(elements) == 0
	case len(elements) > 1:
		return nil, false
	}
	if list, ok := entries.([]any); ok {
		return list, true
	}
	return []any{entries}, true
}

func isText(value any) bool {
	_, ok := value.(string)
	return ok
}

func isNil(value any) bool {
	elements, ok := value.(map[string]any)
	return ok && len(elements) == 1 && elements["-nil"] == "true"
}

// describe says what an XML value is and holds, for messages.
func describe(value any) string {
	if isNil(value) {
		return "xsi:nil"
	}
	if isText(value) {
		return fmt.Sprintf("%q", value)
	}
	if entries, ok := children(value); ok {
		return fmt.Sprintf("%d entries", len(entries))
	}
	if elements, ok := value.(map[string]any); ok {
		return "<" + strings.Join(slices.Sorted(maps.Keys(elements)), ">, <") + ">"
	}
	return fmt.Sprint(value)
}
