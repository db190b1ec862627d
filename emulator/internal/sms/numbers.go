package sms

import (
	"strings"
	"sync"
	"sync/atomic"
)

// Kind says what a spelling turned out to be.
type Kind uint8

const (
	Invalid    Kind = iota // not a telephone number: letters, too short, too long
	Unassigned             // has the length of a number, but lies in no range in use
	Fixed                  // valid, but no mobile: landline, VoIP, toll-free, premium
	Mobile                 // can receive an SMS, or may: in some countries the number does not tell
)

// Number is a spelling that has been read.
type Number struct {
	// E164 is "+", the calling code and the national number, 7 to 15 digits
	// in all: "+33612345678". It is empty when Kind is Invalid.
	E164 string
	// Region is an ISO 3166 code: "FR", "GP", "MA"; "001" for a number of
	// no country, such as +800. It is empty when Kind is Invalid, or when
	// several countries share the calling code of an Unassigned number.
	Region string
	Kind   Kind
}

const (
	// maxSpelling is the longest spelling looked at, in bytes, white space at
	// both ends left out. The library draws the same line.
	maxSpelling = 250
	maxMemo     = 10_000
)

// Numbers reads spellings of telephone numbers as a French sender means them.
// It is safe for concurrent use. It holds at most 10,000 answers.
type Numbers struct {
	// prefixes holds the Kind of French numbers by their first three national
	// digits; Invalid, which no prefix has, means not asked yet.
	prefixes [1000]atomic.Uint32

	mu   sync.Mutex
	memo map[string]Number // by spelling
}

// NewNumbers returns a reader of numbers that has read none.
func NewNumbers() *Numbers {
	return &Numbers{memo: make(map[string]Number)}
}

// Parse reads one telephone number. There is no error: what cannot be read is
// the zero Number, whose Kind is Invalid.
//
// Without a calling code a number is French. So 06 12 34 56 78, 06.12.34.56.78,
// +33 (0)6 12 34 56 78, 0033612345678, 33612345678 and 612345678 are all
// "+33612345678", and 0690123456 is "+590690123456". Ten to fifteen digits that
// do not begin with 0 are taken to lack their "+".
//
// A French number costs well below a microsecond; another one about 20 when it
// is met for the first time.
func (n *Numbers) Parse(spelling string) Number {
	spelling = strings.TrimSpace(spelling)
	if len(spelling) > maxSpelling {
		return Number{}
	}
	if f, ok := readFrench(spelling); ok {
		return n.judgeFrench(f)
	}
	return n.recall(spelling)
}

// recall answers from the memo, or asks the library and keeps its answer.
func (n *Numbers) recall(spelling string) Number {
	n.mu.Lock()
	number, ok := n.memo[spelling]
	n.mu.Unlock()
	if ok {
		return number
	}
	number = n.ask(spelling)
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.memo) >= maxMemo {
		clear(n.memo)
	}
	// A copy: the spelling may be a piece of a large request, which the memo
	// would otherwise keep alive.
	n.memo[strings.Clone(spelling)] = number
	return number
}
