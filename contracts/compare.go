package contracts

import (
	"fmt"
	"slices"
)

// comparison holds an answer against what is expected of it and collects the
// differences, each as "path: got …, fixture …".
type comparison struct {
	basis       string   // what the other side is called: fixture, assumed, published XML
	varying     []string // paths whose values, or whose length, may differ
	differences []string
}

func (c *comparison) differ(path string, got, want any) {
	c.differences = append(c.differences, fmt.Sprintf("%s: got %s, %s %s", path, clip(got), c.basis, clip(want)))
}

// varies tells whether a path is named by varying, with its indices or with [].
func (c *comparison) varies(path string) bool {
	return slices.Contains(c.varying, path) ||
		slices.Contains(c.varying, pathIndex().ReplaceAllString(path, "[]"))
}

// idle reports the varying paths that name nothing in a body: they are typing
// mistakes, or were left behind by an edit.
func (c *comparison) idle(body *node) {
	for _, path := range c.varying {
		if len(find(body, path)) == 0 {
			c.differences = append(c.differences, path+": named by varying, but not there")
		}
	}
}

// json compares two values and all below them. Free values may differ, their types may not.
func (c *comparison) json(path string, got, want *node, free bool) {
	free = free || c.varies(path) && want.kind != "array"
	switch {
	case got.kind != want.kind:
		c.differ(path, got, want)
	case want.kind == "object":
		c.object(path, got, want, free)
	case want.kind == "array":
		c.array(path, got, want, free)
	case got.text != want.text && !free:
		c.differ(path, got, want)
	}
}

func (c *comparison) object(path string, got, want *node, free bool) {
	if !slices.Equal(got.keys, want.keys) {
		c.differ(path, got, want)
		return
	}
	for i, key := range want.keys {
		c.json(child(path, key), got.items[i], want.items[i], free)
	}
}

// array compares element by element, or, when the length varies, each with the expected first.
func (c *comparison) array(path string, got, want *node, free bool) {
	varies := c.varies(path)
	if !varies && len(got.items) != len(want.items) || len(got.items) > 0 && len(want.items) == 0 {
		c.differ(path, got, want)
		return
	}
	for i, item := range got.items {
		expected := want.items[0]
		if !varies {
			expected = want.items[i]
		}
		c.json(child(path, fmt.Sprintf("[%d]", i)), item, expected, free)
	}
}

// clip keeps messages readable; a value's beginning is enough to find it.
func clip(value any) string {
	text := []rune(fmt.Sprint(value))
	if len(text) <= 300 {
		return string(text)
	}
	return string(text[:300]) + "…"
}
