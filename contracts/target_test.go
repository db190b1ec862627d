package contracts

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// targets are the two ways to a handler: what is tested of one must hold for the other.
func targets(t *testing.T, handler http.Handler) map[string]Target {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // a second WriteHeader is what one test is about
	server.Start()
	t.Cleanup(server.Close)
	return map[string]Target{
		"handler": AgainstHandler(handler),
		"URL":     AgainstURL(server.URL + "/"),
	}
}

func TestTargetSendsWhatIsWritten(t *testing.T) {
	echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		assert.True(t, strings.HasPrefix(r.RemoteAddr, "127.0.0.1:"), r.RemoteAddr)
		assert.Empty(t, r.URL.Host)
		w.Header().Set("X-Seen", r.Header.Get("X-Primotexto-ApiKey"))
		w.WriteHeader(http.StatusTeapot)
		w.WriteHeader(http.StatusOK)
		w.Header().Set("X-Late", "is not sent")
		fmt.Fprintf(w, "%s %s %s %s %d ", r.Method, r.RequestURI, r.URL.Path, r.Host, r.ContentLength)
		w.Write(body)
	})
	for about, target := range targets(t, echo) {
		header := http.Header{"X-Primotexto-Apikey": {"k"}, "Host": {"api.example"}}
		got, err := target.send(t.Context(), "POST", "//v2///x%2Fy?a=b&c", header, "two\nlines")
		require.NoError(t, err, about)
		assert.Equal(t, "POST //v2///x%2Fy?a=b&c //v2///x/y api.example 9 two\nlines", string(got.body), about)
		assert.Equal(t, http.StatusTeapot, got.status, about)
		assert.Equal(t, "k", got.header.Get("X-Seen"), about)
		assert.Empty(t, got.header.Get("X-Late"), about)

		got, err = target.send(t.Context(), "GET", "/", nil, "")
		require.NoError(t, err, about)
		assert.True(t, strings.HasPrefix(string(got.body), "GET / / 127.0.0.1"), string(got.body))
		assert.True(t, strings.HasSuffix(string(got.body), " 0 "), string(got.body))
	}
}

// Both kinds of target show a handler the same header, for what keeps a journal of it.
func TestTargetHeadersAreThoseOfTheWire(t *testing.T) {
	echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.Header)
	})
	for about, target := range targets(t, echo) {
		for _, test := range []struct {
			method, body string
			header       http.Header
			want         string
		}{
			{"GET", "", http.Header{}, "map[]"},
			{"GET", "body", http.Header{"Host": {"api.example"}}, "map[Content-Length:[4]]"},
			{"POST", "", http.Header{"User-Agent": {"curl/8"}}, "map[Content-Length:[0] User-Agent:[curl/8]]"},
			{"POST", "body", http.Header{"X-A": {"b", "c"}}, "map[Content-Length:[4] X-A:[b c]]"},
			{"PUT", "", http.Header{}, "map[Content-Length:[0]]"},
			{"DELETE", "", http.Header{}, "map[]"},
		} {
			got, err := target.send(t.Context(), test.method, "/", test.header, test.body)
			require.NoError(t, err, about)
			assert.Equal(t, test.want, string(got.body), "%s %s", about, test.method)
		}
	}
}

// The environment's proxy cannot be tried out: Go never asks it for local addresses.
func TestTargetAsksNoProxy(t *testing.T) {
	transport, ok := AgainstURL("http://fakesms.example").client.Transport.(*http.Transport)
	require.True(t, ok)
	assert.Nil(t, transport.Proxy)
}

func TestTargetFollowsNoRedirect(t *testing.T) {
	for about, target := range targets(t, http.RedirectHandler("/elsewhere", http.StatusFound)) {
		got, err := target.send(t.Context(), "GET", "/here", nil, "")
		require.NoError(t, err, about)
		assert.Equal(t, http.StatusFound, got.status, about)
	}
}

func TestTargetWithoutAnAnswer(t *testing.T) {
	cut := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	for about, target := range targets(t, cut) {
		_, err := target.send(t.Context(), "GET", "/", nil, "")
		assert.Error(t, err, about)
	}
	_, err := AgainstHandler(cut).send(t.Context(), "GET", "/", nil, "")
	assert.ErrorContains(t, err, "the server cut the connection")
	_, err = AgainstHandler(cut).send(t.Context(), "GET", "/%zz", nil, "")
	assert.ErrorContains(t, err, "invalid URL escape")

	short := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "10")
		w.Write([]byte("short"))
	}))
	defer short.Close()
	_, err = AgainstURL(short.URL).send(t.Context(), "GET", "/", nil, "")
	assert.ErrorContains(t, err, "GET /: reading the answer: unexpected EOF")
}

// A panic is a mistake of the handler, and its stack must be seen.
func TestTargetLetsPanicsThrough(t *testing.T) {
	broken := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("mistake") })
	assert.PanicsWithValue(t, "mistake", func() {
		AgainstHandler(broken).send(t.Context(), "GET", "/", nil, "")
	})
}
