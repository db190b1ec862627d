// Package control is fakesms's own API under /_fakesms/: what tests script
// against. It reads and changes the sandbox and knows the providers only as the
// dialects it is given.
//
// Everything is JSON. Unknown members, parameters and paths are refused with the
// list of known ones: a typing mistake in a test must not pass silently. Errors
// are {"error": "what was wrong, where, and what would be right"}.
package control

import (
	"net/http"
	"strings"
	"sync"
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
// provider. Its router is made when first used: that takes a while.
func Handler(box *sandbox.Sandbox, dialects []*web.Dialect, numbers *sms.Numbers, version string, save func() error) http.Handler {
	a := &api{box: box, dialects: dialects, numbers: numbers, version: version, save: save, started: time.Now()}
	router := sync.OnceValue(a.router)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { router().ServeHTTP(w, r) })
}

func (a *api) router() *mux.Router {
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
