package primotexto

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// objectID names what an account owns but messages: a list, a field, a contact, a
// campaign, an entry of a blacklist. It is written as 24 hex digits. The zero
// objectID names nothing.
type objectID [12]byte

// newIDs reserves as many ids as asked for and returns the first; next gives the
// others. An account's ids ascend, so what is kept in the order in which it was
// made is found by halves.
func (d *data) newIDs(account *sandbox.Account, count int) objectID {
	first := idOf(account.Seed("object", 0), int64(d.Objects)+1)
	d.Objects += uint32(count)
	return first
}

// newID reserves one id.
func (d *data) newID(account *sandbox.Account) objectID { return d.newIDs(account, 1) }

// idOf is the id with a number among those with the same seed.
func idOf(seed, number int64) (id objectID) {
	binary.BigEndian.PutUint64(id[:8], uint64(seed))
	binary.BigEndian.PutUint32(id[8:], uint32(number))
	return id
}

// readID reads 24 hex digits; what is none is the zero objectID.
func readID(text string) objectID {
	var id objectID
	if len(text) != hex.EncodedLen(len(id)) {
		return objectID{}
	}
	if _, err := hex.Decode(id[:], []byte(text)); err != nil {
		return objectID{}
	}
	return id
}

// next is the id that follows one.
func (id objectID) next() objectID {
	binary.BigEndian.PutUint32(id[8:], binary.BigEndian.Uint32(id[8:])+1)
	return id
}

func (id objectID) number() int64 { return int64(binary.BigEndian.Uint32(id[8:])) }

func (id objectID) compare(other objectID) int { return bytes.Compare(id[:], other[:]) }

func (id objectID) String() string { return hex.EncodeToString(id[:]) }

// MarshalText writes 24 hex digits.
func (id objectID) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, id[:]), nil }

// UnmarshalText reads them.
func (id *objectID) UnmarshalText(text []byte) error {
	_, err := hex.Decode(id[:], text)
	return err
}
