package contracts

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Target is a server to run contracts against.
type Target struct {
	base   string
	client *http.Client
}

// AgainstHandler is a server that is called without a network. Its requests seem
// to come from 127.0.0.1, as those of AgainstURL do to a local server.
func AgainstHandler(handler http.Handler) Target {
	return newTarget("http://127.0.0.1", direct{handler})
}

// AgainstURL is a server that runs elsewhere, at a URL like http://127.0.0.1:8026.
// No proxy is asked, whatever the environment says.
func AgainstURL(base string) Target {
	transport := &http.Transport{DisableCompression: true, IdleConnTimeout: time.Minute}
	return newTarget(strings.TrimSuffix(base, "/"), transport)
}

func newTarget(base string, transport http.RoundTripper) Target {
	return Target{base: base, client: &http.Client{
		Transport:     transport,
		Timeout:       30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// answer is a response that has been read to its end.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a *answer) isA(contentType string) bool {
	return strings.HasPrefix(a.header.Get("Content-Type"), contentType)
}

func (t Target) send(ctx context.Context, method, target string, header http.Header, body string) (*answer, error) {
	request, err := http.NewRequestWithContext(ctx, method, t.base+target, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header = http.Header{"User-Agent": {""}} // which keeps Go from naming itself
	for name, values := range header {
		request.Header[name] = values
	}
	if host := header.Get("Host"); host != "" {
		request.Host = host
	}
	response, err := t.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("%s %s: reading the answer: %w", method, target, err)
	}
	return &answer{response.StatusCode, response.Header, text}, nil
}

// direct is a RoundTripper that calls a handler. It is not made with
// net/http/httptest, which would add its flags to a program that runs contracts.
type direct struct{ handler http.Handler }

func (d direct) RoundTrip(request *http.Request) (response *http.Response, err error) {
	incoming := request.Clone(request.Context())
	incoming.RequestURI = request.URL.RequestURI()
	incoming.URL.Scheme, incoming.URL.Host = "", ""
	incoming.RemoteAddr = "127.0.0.1:1234"
	incoming.Header = headerOnTheWire(request)
	if incoming.Body == nil {
		incoming.Body = http.NoBody
	}
	defer func() {
		cause := recover()
		if failure, ok := cause.(error); ok && errors.Is(failure, http.ErrAbortHandler) {
			response, err = nil, fmt.Errorf("the server cut the connection")
		} else if cause != nil {
			panic(cause)
		}
	}()
	rec := &recorder{header: http.Header{}}
	d.handler.ServeHTTP(rec, incoming)
	rec.WriteHeader(http.StatusOK)
	return &http.Response{
		StatusCode: rec.status,
		Header:     rec.sent,
		Body:       io.NopCloser(&rec.body),
		Request:    request,
	}, nil
}

// headerOnTheWire is what a server would see of a request's header, so that what
// shows it, such as a journal, says the same of both kinds of target.
func headerOnTheWire(request *http.Request) http.Header {
	header := request.Header.Clone()
	header.Del("Host")
	if header.Get("User-Agent") == "" {
		header.Del("User-Agent")
	}
	if request.ContentLength > 0 || slices.Contains([]string{"POST", "PUT", "PATCH"}, request.Method) {
		header.Set("Content-Length", strconv.FormatInt(request.ContentLength, 10))
	}
	return header
}

// recorder is the ResponseWriter of a direct call.
type recorder struct {
	header http.Header
	sent   http.Header // as it was when the status was written
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= 200 {
		r.status, r.sent = status, r.header.Clone()
	}
}

func (r *recorder) Write(text []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(text)
}
