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

	"github.com/gorilla/mux"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

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
