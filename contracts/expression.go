package contracts

import (
	"regexp"
	"sync"
)

// expression is a regular expression that is compiled when first used: the
// server has the contracts in its binary, and no start waits for theirs.
func expression(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
