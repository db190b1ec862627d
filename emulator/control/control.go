// Package control is fakesms's own API under /_fakesms/: what tests script
// against. It reads and changes the sandbox and knows the providers only as the
// dialects it is given.
//
// Everything is JSON. Unknown members, parameters and paths are refused with the
// list of known ones: a typing mistake in a test must not pass silently. Errors
// are {"error": "what was wrong, where, and what would be right"}.
package control

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

const prefix = "/_fakesms"

// api is what the endpoints share.
type api struct {
	box      *sandbox.Sandbox
	dialects []*web.Dialect
	numbers  *sms.Numbers
	version  string
	save     func() error // to the state file; nil if there is none
	started  time.Time
}

// endpoint is one path of the API with the query parameters that it knows.
type endpoint struct {
	method, path string
	parameters   []string
	handle       func(*request) (any, error)
}

func (a *api) endpoints() []endpoint {
	narrow := []string{"provider", "key"}
	filters := append([]string{"to", "from", "text", "match", "state", "tag", "send", "since", "limit"}, narrow...)
	callbackFilters := append([]string{"message", "to", "url", "kind", "state", "since", "limit"}, narrow...)
	return []endpoint{
		{"GET", "/health", narrow, a.health},
		{"GET", "/routes", narrow, a.routes},
		{"GET", "/accounts", narrow, a.accounts},
		{"PUT", "/accounts/{provider}/{key}", nil, a.putAccount},
		{"GET", "/messages", filters, a.messages},
		{"GET", "/messages/wait", append([]string{"count", "timeout"}, filters...), a.waitMessages},
		{"GET", "/messages/{id}", narrow, a.message},
		{"POST", "/messages/{id}/state", narrow, a.forceState},
		{"POST", "/inbound", narrow, a.receive},
		{"GET", "/fates", narrow, a.fates},
		{"POST", "/fates", narrow, a.addFate},
		{"DELETE", "/fates/{id}", narrow, a.deleteFate},
		{"GET", "/callbacks", callbackFilters, a.callbacks},
		{"GET", "/callbacks/wait", append([]string{"count", "timeout"}, callbackFilters...), a.waitCallbacks},
		{"POST", "/callbacks/{id}/replay", narrow, a.replay},
		{"GET", "/requests", append([]string{"limit"}, narrow...), a.requests},
		{"GET", "/faults", narrow, a.faults},
		{"POST", "/faults", narrow, a.addFault},
		{"DELETE", "/faults/{id}", narrow, a.deleteFault},
		{"GET", "/clock", narrow, a.clock},
		{"POST", "/clock", narrow, a.setClock},
		{"POST", "/reset", narrow, a.reset},
		{"GET", "/snapshot", narrow, a.snapshot},
		{"PUT", "/snapshot", nil, a.restore},
		{"POST", "/snapshot/save", nil, a.saveState},
	}
}

// Handler serves the control API of a sandbox, and whatever belongs to no
// provider.
func Handler(box *sandbox.Sandbox, dialects []*web.Dialect, numbers *sms.Numbers, version string, save func() error) http.Handler {
	a := &api{box: box, dialects: dialects, numbers: numbers, version: version, save: save, started: time.Now()}
	// Keys stand percent-encoded in paths, slashes included.
	router := mux.NewRouter().SkipClean(true).UseEncodedPath()
	for _, e := range a.endpoints() {
		router.HandleFunc(prefix+e.path, func(w http.ResponseWriter, r *http.Request) {
			// A call that waits may take longer than a request may take to arrive.
			_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
			answer, err := e.serve(r)
			write(w, answer, err)
		}).Methods(e.method)
	}
	router.NotFoundHandler = failing(func(r *http.Request) error { return a.unknownPath(r.URL.Path) })
	router.MethodNotAllowedHandler = failing(func(r *http.Request) error {
		return fail(http.StatusMethodNotAllowed, "%s is not for %s; it takes %s", r.Method, r.URL.Path, strings.Join(allowed(router, r), ", "))
	})
	return router
}

// allowed are the methods that a path takes.
func allowed(router *mux.Router, r *http.Request) []string {
	var methods []string
	for _, method := range []string{"GET", "PUT", "POST", "DELETE"} {
		asked := r.Clone(r.Context())
		asked.Method = method
		var match mux.RouteMatch
		if router.Match(asked, &match) && match.MatchErr == nil {
			methods = append(methods, method)
		}
	}
	return methods
}

func (a *api) unknownPath(path string) error {
	if !strings.HasPrefix(path, prefix) {
		var known []string
		for _, dialect := range a.dialects {
			known = append(known, dialect.Provider+" is under /"+dialect.Version+"/")
		}
		return fail(http.StatusNotFound, "nothing is at %s; %s, the control API under %s/", path, strings.Join(known, ", "), prefix)
	}
	var known []string
	for _, e := range a.endpoints() {
		known = append(known, e.method+" "+prefix+e.path)
	}
	return fail(http.StatusNotFound, "nothing is at %s; known: %s", path, strings.Join(known, ", "))
}

func failing(why func(*http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { write(w, nil, why(r)) })
}

// maxBody is how long a body may be that is no snapshot.
const maxBody = 1 << 20

func (e endpoint) maxBody() int64 {
	if e.path == "/snapshot" {
		return maxSnapshot
	}
	return maxBody
}

// request is what a handler of the control API sees.
type request struct {
	context context.Context // ends when the client goes away
	body    []byte
	query   url.Values
	vars    map[string]string
}

func (e endpoint) serve(r *http.Request) (any, error) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, fail(http.StatusBadRequest, "the query cannot be read: %v", err)
	}
	for _, name := range slices.Sorted(maps.Keys(query)) {
		values := query[name]
		if !slices.Contains(e.parameters, name) {
			return nil, fail(http.StatusBadRequest, "unknown parameter %q; %s", name, knows("parameters", e.parameters))
		}
		if len(values) > 1 {
			return nil, fail(http.StatusBadRequest, "parameter %q is given %d times; once is enough", name, len(values))
		}
	}
	vars := mux.Vars(r)
	for name, value := range vars {
		if vars[name], err = url.PathUnescape(value); err != nil {
			return nil, fail(http.StatusBadRequest, "the path cannot be read: %v", err)
		}
	}
	// The body is read here, before any world is locked: it may come slowly.
	body, err := io.ReadAll(io.LimitReader(r.Body, e.maxBody()+1))
	if err != nil {
		return nil, fail(http.StatusBadRequest, "the body could not be read: %v", err)
	}
	if int64(len(body)) > e.maxBody() {
		return nil, fail(http.StatusBadRequest, "the body is longer than %d bytes", e.maxBody())
	}
	return e.handle(&request{context: r.Context(), body: body, query: query, vars: vars})
}

func knows(what string, names []string) string {
	if len(names) == 0 {
		return "this endpoint takes no " + what
	}
	return "known " + what + ": " + strings.Join(names, ", ")
}

// failure is an error with its HTTP status.
type failure struct {
	status int
	text   string
}

func (f *failure) Error() string { return f.text }

func fail(status int, format string, values ...any) error {
	return &failure{status, fmt.Sprintf(format, values...)}
}

// created is the answer to a call that made something.
type created struct{ answer any }

func write(w http.ResponseWriter, answer any, err error) {
	status := http.StatusOK
	switch special := answer.(type) {
	case created:
		status, answer = http.StatusCreated, special.answer
	case *overdue:
		status = http.StatusRequestTimeout
	}
	if err != nil {
		status = statusOf(err)
		answer = map[string]string{"error": err.Error()}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(web.JSON(answer), '\n')) // a client that went away is no concern of ours
}

func statusOf(err error) int {
	var known *failure
	var past *sandbox.PastError
	var far *sandbox.FarError
	switch {
	case errors.As(err, &known):
		return known.status
	case errors.As(err, &past), errors.As(err, &far):
		return http.StatusBadRequest
	case errors.Is(err, sandbox.ErrClockBusy), errors.Is(err, sandbox.ErrGone):
		return http.StatusConflict
	}
	return http.StatusInternalServerError
}
