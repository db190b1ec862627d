package web

import (
	"net/http"
	"strings"
)

// journaled is how many bytes the journal keeps of each part of a request: a
// journal of a thousand must not hold a thousand large bodies.
const journaled = 16 << 10

// cutter cuts what the journal keeps, and remembers whether it had to. What it
// gives holds on to nothing larger.
type cutter struct{ did bool }

func (c *cutter) bytes(all []byte) []byte {
	if len(all) <= journaled {
		return all
	}
	c.did = true
	return append([]byte(nil), all[:journaled]...)
}

func (c *cutter) text(all string) string {
	if len(all) <= journaled {
		return all
	}
	c.did = true
	return strings.Clone(all[:journaled])
}

// header copies a header, for who mounts the handler may use it again.
func (c *cutter) header(all http.Header) http.Header {
	size := 0
	for name, values := range all {
		size += len(name) + len(strings.Join(values, ""))
	}
	if size <= journaled {
		return all.Clone()
	}
	c.did = true
	return http.Header{"Truncated": {"the header is larger than the journal keeps"}}
}

func (c *cutter) list(all []string) []string {
	size := 0
	for i, text := range all {
		if size += len(text); size > journaled {
			c.did = true
			return all[:i:i]
		}
	}
	return all
}
