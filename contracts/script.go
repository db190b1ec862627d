// Package contracts runs the contracts of the emulated APIs: text scripts of
// requests and expected answers, and of the callbacks that follow, each resting
// on a fixture or marked as assumed. README.md describes the format.
//
// A script is played on an account of its own and on a frozen clock, so scripts
// do not disturb each other and always tell the same story. Those of SMS Partner
// are played twice: its XML says what its JSON says, and that is checked too.
package contracts

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
)

// How the expected body of an answer or callback is founded. A step without a
// JSON body, or with only published XML, has the basis "".
const (
	Fixture    = "fixture"    // a body that was published or recorded
	Documented = "documented" // the texts are in a table of the documentation, the shape is that of other bodies
	Assumed    = "assumed"    // nothing better than our reading
	Answer     = "answer"     // fakesms's own control API
)

const (
	smsPartner = "smspartner"
	primotexto = "primotexto"
)

//go:embed smspartner/*.txt primotexto/*.txt control/*.txt
var files embed.FS

var notInKeys = expression(`[^a-z0-9]+`)

// Script is one contract: a story told on one account.
type Script struct {
	Name     string // "smspartner/send.txt"
	Provider string // "smspartner" or "primotexto"
	Key      string // the account's API key, made from the name
	Steps    []*Step

	start directive
}

// Step is one request of a story and what is known about its answer, or one
// callback and what is known about it. A callback has no Method, Target or Status.
type Step struct {
	Title    string
	Line     int // of the title
	Method   string
	Target   string // path and query, with {{names}} not filled in yet
	Header   http.Header
	Body     string
	Status   int
	Callback string // its URL, with {{names}} not filled in yet, or "none"; "" for a request
	Basis    string // Fixture, Documented, Assumed, Answer or ""
	Fixture  string // as fixtures.Read takes it, or ""
	XML      string // the published XML twin, as fixtures.Read takes it, or ""

	before      []directive
	requestAt   int // or where the callback is
	statusAt    int // the same line for a callback
	basisAt     int
	inline      string // the expected JSON, when it is not in a fixture
	varying     []string
	xmlAt       int
	xmlShape    bool
	xmlVarying  []string // nil: as varying
	captures    []assertion
	fromHeaders []assertion
	headers     []assertion
	bytes       []assertion
	begins      []assertion
}

// directive changes the account or its clock: at, advance or set.
type directive struct {
	line int
	verb string
	text string
}

// assertion is one line about an answer or a callback: a name and what belongs to it.
type assertion struct {
	line int
	name string
	text string
}

// Scripts returns all contracts, sorted by name.
func Scripts() ([]*Script, error) {
	names, err := fs.Glob(files, "*/*.txt")
	if err != nil {
		return nil, err
	}
	scripts := make([]*Script, 0, len(names))
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		script, err := Parse(name, text)
		if err != nil {
			return nil, err
		}
		scripts = append(scripts, script)
	}
	return scripts, nil
}

// accountKey makes a key of 32 characters from a script's name. The digest keeps
// apart names that are long or differ only in signs that a key does not have.
func accountKey(name string) string {
	digest := sha256.Sum256([]byte(name))
	readable := notInKeys().ReplaceAllString(name, "-")
	readable = readable[:min(len(readable), 18)]
	return ("fake-" + readable + "-" + hex.EncodeToString(digest[:]))[:32]
}

// wrongKey is a key that the server refuses.
func (s *Script) wrongKey() string {
	return "invalid-" + s.Key[:min(len(s.Key), 24)]
}

// at says where something stands, as editors understand it.
func (s *Script) at(line int) string {
	return fmt.Sprintf("%s:%d", s.Name, line)
}

// hasXML tells whether any answer of the script has an XML twin to look at.
func (s *Script) hasXML() bool {
	for _, step := range s.Steps {
		if s.twinned(step) {
			return true
		}
	}
	return false
}
