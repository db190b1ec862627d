package web

import (
	"iter"
	"net/http"
	"strings"
	"sync"

	"github.com/gorilla/mux"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// Route is one emulated endpoint.
type Route struct {
	Method   string   // as documented
	Also     []string // other methods that real clients use
	Endpoint string   // the documented path without version: "stop-sms/list", "lists/{id}/contacts"
	Handle   Handler
	Docs     string   // the documentation page
	Evidence Evidence // what the shape of the answer rests on

	// Alias is a second path, "" for most, that clients use for the first.
	Alias string
	// Prepare does what needs the fields only, before the account's world is
	// locked: the work on a large body. Its error is the answer, unless a fault or
	// the account's set-up comes first.
	Prepare func(*Fields) (prepared any, err error)
	// SkipBody leaves the body unread: clients send any.
	SkipBody bool
	// BodyLimit is the route's own, in bytes; 0 is that of the dialect.
	BodyLimit int64
}

// allPaths are the routes by each path that leads to them.
func (d *Dialect) allPaths() iter.Seq2[*Route, string] {
	return func(yield func(*Route, string) bool) {
		for i := range d.Routes {
			route := &d.Routes[i]
			if !yield(route, d.Path(route)) || route.Alias != "" && !yield(route, d.path(route.Alias)) {
				return
			}
		}
	}
}

func (r *Route) methods() []string { return append([]string{r.Method}, r.Also...) }

// Handler serves a provider's routes from a sandbox. Paths without variables, most
// of them, are looked up: mux copies each request twice.
func (d *Dialect) Handler(box *sandbox.Sandbox) http.Handler {
	s := &server{dialect: d, box: box}
	fixed := map[endpoint]http.HandlerFunc{}
	for route, path := range d.allPaths() {
		if hasVariables(path) {
			continue
		}
		for _, method := range route.methods() {
			fixed[endpoint{method, path}] = s.handler(route)
		}
	}
	router := sync.OnceValue(func() http.Handler { return s.router(fixed) })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if handle := fixed[endpoint{r.Method, r.URL.Path}]; handle != nil {
			handle(w, r)
			return
		}
		router().ServeHTTP(w, r)
	})
}

// router serves the paths with variables, and refuses what is no route. It is
// made when first used: an expression for each path takes a while to compile.
//
// It is one root router a provider, and paths arrive clean: a PathPrefix subrouter
// would answer 404 for 405, and mux redirects unclean paths, which no client
// follows on POST.
func (s *server) router(fixed map[endpoint]http.HandlerFunc) http.Handler {
	router := mux.NewRouter().SkipClean(true)
	for route, path := range s.dialect.allPaths() {
		if hasVariables(path) {
			router.HandleFunc(path, s.handler(route)).Methods(route.methods()...)
		}
	}
	unknown, wrongMethod := s.refusing(s.dialect.UnknownRoute), s.refusing(s.dialect.WrongMethod)
	router.MethodNotAllowedHandler = wrongMethod
	router.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for known := range fixed {
			if known.path == r.URL.Path {
				wrongMethod(w, r)
				return
			}
		}
		unknown(w, r)
	})
	return router
}

func (s *server) handler(route *Route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, route) }
}

func hasVariables(path string) bool { return strings.Contains(path, "{") }

// endpoint is a method and a path without variables.
type endpoint struct{ method, path string }
