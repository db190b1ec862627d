// Package web leads a request from net/http to a provider's handler and its
// answer back. A handler reads named fields, calls the account and returns
// (answer, error); it sees no ResponseWriter, no encoder and no lock. What
// differs between providers stands in their Dialect.
package web

import (
	"net/http"
	"slices"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// Call is one request to an account, with the account's world locked.
type Call struct {
	*Fields
	Account *sandbox.Account
	Remote  string            // the client's address, host:port
	Vars    map[string]string // of the route's path
	// Prepared is what the route's Prepare made of the fields.
	Prepared any
}

// Handler answers a call. The answer is a struct in wire order; the error comes
// from the provider's catalogue.
type Handler func(*Call) (answer any, err error)

// NoContent answers 204 with nothing else.
type NoContent struct{}

// Created answers 201 and says where what was made is; nil is no body.
type Created struct {
	Location string
	Body     any
}

// File is an answer that is a file: it is sent as it is, whatever format the
// request asks for.
type File struct {
	Name        string
	ContentType string
	Body        []byte
}

// Reply is an answer in its provider's encoding.
type Reply struct {
	Status      int
	ContentType string // "" without a body
	Filename    string // "" for most
	Location    string // "" for most
	Body        []byte
}

// AccountSettings are what an account can be set up with.
type AccountSettings interface {
	// Validate says what is wrong with the settings as a whole.
	Validate() error
	// Common are the settings that every provider has.
	Common() *Settings
}

// Dialect is what web needs to know of a provider.
type Dialect struct {
	Provider  string // one lower-case word, as in file names
	Version   string // the first path segment: "v1"
	Host      string // of the real service
	BodyLimit int64  // bytes; a longer body is malformed
	Routes    []Route
	Catalogue func() []Error
	Quirks    []Quirk

	// NewData makes what else a new account of the provider remembers: a pointer
	// to a plain struct that encodes to JSON and back.
	NewData func() any
	// NewSettings makes the settings of a new account: a pointer to a plain
	// struct whose JSON members are those of PUT /_fakesms/accounts.
	NewSettings func() AccountSettings
	// States are the states that a message can be in; Begin is the one that it
	// enters when it is sent.
	States []string
	// CallStates are those that calls alone lead to, no fate: money goes with them.
	CallStates []string
	Begin      string
	// Entered and Answered are the sandbox's: what follows from a state, and from
	// a handset's answer.
	Entered  func(*sandbox.Account, *sandbox.Message, sandbox.Step)
	Answered func(*sandbox.Account, *sandbox.Reply, *sandbox.Message)
	// MessageID is the member of an answer that has the id of what was sent.
	MessageID string
	// Recipients are the fields that hold telephone numbers; E164 reads one.
	Recipients []string
	E164       func(spelling string) string
	// Coded is the error with a code of the catalogue, in the shape that it has
	// among the route's answers. Broken is an HTTP status without a code of its own.
	Coded  func(route *Route, account *sandbox.Account, code int) error
	Broken func(status int, path string, now time.Time) error
	// Key finds the key that a request carries; "" if it carries none.
	Key func(header http.Header, fields *Fields) string
	// Admit refuses a request without a key, or with a body that could not be
	// read, in the provider's order.
	Admit func(route *Route, key string, malformed error) error
	// UnknownKey is the refusal of a key that opens no account.
	UnknownKey func(route *Route) error
	// Gate refuses calls that the account's set-up does not allow.
	Gate func(*Call) error
	// UnknownRoute and WrongMethod answer requests that no route takes.
	UnknownRoute, WrongMethod func(path, method string, now time.Time) error
	// Encode writes an answer, or an error, with the format that the fields ask for.
	Encode func(fields *Fields, answer any, err error) Reply
}

// FateStates are the states that a fate may lead to.
func (d *Dialect) FateStates() []string {
	return slices.DeleteFunc(slices.Clone(d.States), func(state string) bool { return slices.Contains(d.CallStates, state) })
}

// Path is the route's full path: "/v1/stop-sms/list".
func (d *Dialect) Path(route *Route) string { return d.path(route.Endpoint) }

func (d *Dialect) path(endpoint string) string { return "/" + d.Version + "/" + endpoint }
