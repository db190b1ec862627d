package web

import (
	"cmp"
	"errors"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/gorilla/mux"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

type server struct {
	dialect *Dialect
	box     *sandbox.Sandbox
}

// exchange is one request on its way through the server.
type exchange struct {
	request   *http.Request
	start     time.Time
	body      []byte
	fields    *Fields
	malformed error
	prepared  any
	prepErr   error

	key     string
	at      time.Time // the account's time
	journal *sandbox.Journal
	fault   *sandbox.Fault
	reply   Reply
	err     error
}

// receive reads a request; route is nil if there is none for it.
func (s *server) receive(r *http.Request, route *Route) *exchange {
	x := &exchange{request: r, start: time.Now()}
	limit := s.dialect.BodyLimit
	if route != nil && route.BodyLimit > 0 {
		limit = route.BodyLimit
	}
	x.body, x.malformed = readBody(r, limit)
	if x.malformed == nil && (route == nil || !route.SkipBody) {
		x.fields, x.malformed = ReadFields(r.URL.RawQuery, x.body)
	} else {
		x.fields, _ = ReadFields(r.URL.RawQuery, nil)
	}
	x.key = s.dialect.Key(r.Header, x.fields)
	return x
}

func (s *server) name(x *exchange) sandbox.Name {
	return sandbox.Name{Provider: s.dialect.Provider, Key: x.key}
}

// serve leads a request to its route's handler.
func (s *server) serve(w http.ResponseWriter, r *http.Request, route *Route) {
	x := s.receive(r, route)
	if err := s.dialect.Admit(route, x.key, x.malformed); err != nil {
		s.refuse(w, x, err)
		return
	}
	if route.Prepare != nil {
		x.prepared, x.prepErr = route.Prepare(x.fields)
	}
	known := s.box.Open(s.name(x), func(account *sandbox.Account) {
		x.at = account.Now()
		x.journal = account.Journal
		s.handle(x, route, account)
	})
	if !known {
		s.refuse(w, x, s.dialect.UnknownKey(route))
		return
	}
	s.finish(w, x)
}

func (s *server) handle(x *exchange, route *Route, account *sandbox.Account) {
	if s.strike(x, route, account) {
		return
	}
	call := &Call{
		Fields: x.fields, Account: account, Remote: x.request.RemoteAddr,
		Vars: mux.Vars(x.request), Prepared: x.prepared,
	}
	if err := cmp.Or(s.dialect.Gate(call), x.prepErr); err != nil {
		s.encode(x, nil, err)
		return
	}
	answer, err := route.Handle(call)
	if err == nil && x.fault != nil && x.fault.Do.NoMessageID {
		answer = s.withoutID(answer)
	}
	s.encode(x, answer, err)
}

// refusing serves requests that no route takes.
func (s *server) refusing(refusal func(path, method string, now time.Time) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.refuse(w, s.receive(r, nil), refusal(r.URL.Path, r.Method, s.box.Now()))
	}
}

// refuse answers a request that reaches no handler. If its account exists, the
// request is in that one's journal.
func (s *server) refuse(w http.ResponseWriter, x *exchange, err error) {
	x.at = s.box.Now()
	x.journal = s.box.Unopened(s.dialect.Provider)
	if known, ok := s.box.Find(s.name(x)); ok {
		known.Look(func(account *sandbox.Account) { x.at, x.journal = account.Now(), account.Journal })
	}
	s.encode(x, nil, err)
	s.finish(w, x)
}

func (s *server) encode(x *exchange, answer any, err error) {
	x.err = err
	if file, isFile := answer.(File); isFile && err == nil {
		x.reply = Reply{Status: http.StatusOK, ContentType: file.ContentType, Filename: file.Name, Body: file.Body}
		return
	}
	x.reply = s.dialect.Encode(x.fields, answer, err)
}

// finish writes the journal, then the answer; no lock is held.
func (s *server) finish(w http.ResponseWriter, x *exchange) {
	s.box.Record(x.journal, s.entry(x))
	if x.fault != nil {
		x.spoil(w)
		return
	}
	x.write(w, len(x.reply.Body))
}

// write writes the reply, or as much of its body as the length says.
func (x *exchange) write(w http.ResponseWriter, length int) {
	header := w.Header()
	if x.reply.ContentType != "" {
		header.Set("Content-Type", x.reply.ContentType)
	}
	if x.reply.Filename != "" {
		header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": x.reply.Filename}))
	}
	if x.reply.Location != "" {
		header.Set("Location", x.reply.Location)
	}
	if x.reply.Status != http.StatusNoContent { // net/http refuses a length there
		header.Set("Content-Length", strconv.Itoa(len(x.reply.Body)))
	}
	if x.malformed != nil {
		// A client that counted characters for bytes has the rest of its body
		// still on the wire: it must not be read as the next request.
		header.Set("Connection", "close")
	}
	w.WriteHeader(x.reply.Status)
	_, _ = w.Write(x.reply.Body[:length]) // a client that went away is no concern of ours
}

func (s *server) entry(x *exchange) sandbox.Entry {
	var cut cutter
	entry := sandbox.Entry{
		At:       x.at,
		Name:     sandbox.Name{Provider: s.dialect.Provider, Key: cut.text(x.key)},
		Method:   cut.text(x.request.Method),
		Path:     cut.text(x.request.URL.Path),
		Query:    cut.text(x.request.URL.RawQuery),
		Headers:  cut.header(x.request.Header),
		Body:     cut.bytes(x.body),
		Answer:   cut.bytes(x.reply.Body),
		Status:   x.reply.Status,
		Duration: time.Since(x.start),
		Unread:   cut.list(x.fields.Unread()),
	}
	entry.Truncated = cut.did
	if x.fault != nil {
		entry.Fault = x.fault.ID
	}
	var documented Documented
	if errors.As(x.err, &documented) {
		entry.Documentation = documented.Documentation()
	}
	return entry
}
