package smspartner

import (
	_ "embed" // people.txt
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
)

// people are first and last names, one person a line, as gofakeit makes them up.
//
//go:embed people.txt
var people string

// maker makes values up, the same ones for the same seed. It is no faker of
// gofakeit's: having that in the binary would cost each start 4 MB of memory.
type maker struct{ random *rand.Rand }

func newMaker(seed int64) maker { return maker{rand.New(rand.NewPCG(uint64(seed), 0))} }

func (m maker) bytes(count int) []byte {
	made := make([]byte, count)
	for i := range made {
		made[i] = byte(m.random.Uint32())
	}
	return made
}

// uuid is one of version 4 (RFC 9562).
func (m maker) uuid() string {
	b := m.bytes(16)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// key has the form of the provider's keys: 40 hexadecimal digits.
func (m maker) key() string { return hex.EncodeToString(m.bytes(20)) }

func (m maker) digits(count int) string {
	made := make([]byte, count)
	for i := range made {
		made[i] = byte('0' + m.random.IntN(10))
	}
	return string(made)
}

// names are the first and the last name of somebody: of two lines.
func (m maker) names(lines []string) (first, last string) {
	first, _, _ = strings.Cut(lines[m.random.IntN(len(lines))], " ")
	_, last, _ = strings.Cut(lines[m.random.IntN(len(lines))], " ")
	return first, last
}
