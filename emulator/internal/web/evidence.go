package web

// Evidence says how an answer is known.
type Evidence string

// The classes of evidence, strongest first.
const (
	Recorded  Evidence = "recorded"  // recorded from the real service
	Published Evidence = "published" // printed in the provider's documentation
	Client    Evidence = "client"    // read from the code of a client in production
	Assumed   Evidence = "assumed"   // our reading; nothing better was found
)

// Error is one line of a provider's catalogue.
type Error struct {
	Code     int
	Status   int // HTTP
	Text     string
	Evidence Evidence // what code and text rest on; HTTP statuses are assumed unless the source says one
	Source   string   // where they are documented
	// Unreachable says why no request gets this error; empty if one does.
	Unreachable string
}

func (e *Error) Error() string { return e.Text }

// Documented is implemented by the errors of a catalogue, and by what wraps them.
type Documented interface{ Documentation() string }

// Documentation is where the error is documented.
func (e *Error) Documentation() string { return e.Source }
