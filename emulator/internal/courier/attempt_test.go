package courier

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRequestArrivesAsGiven(t *testing.T) {
	var got *http.Request
	var body []byte
	server := answering(t, func(_ http.ResponseWriter, r *http.Request) {
		got = r
		body, _ = io.ReadAll(r.Body)
	})
	query := "b=2&a=1&&x=%e9%20+é;'\"<>&b="
	result := sendParcel(newCourier(t), Parcel{
		URL: server.URL + "/dlr/%2F?" + query, ContentType: "application/json; charset=utf-8", Body: []byte(`{"é":1}`),
	})
	require.Equal(t, http.StatusOK, result.Status, result.Error)
	assert.Equal(t, "POST", got.Method)
	assert.Equal(t, "HTTP/1.1", got.Proto)
	assert.Equal(t, "/dlr/%2F?"+query, got.RequestURI)
	assert.Equal(t, `{"é":1}`, string(body))
	assert.EqualValues(t, len(body), got.ContentLength)
	assert.Equal(t, http.Header{
		"Content-Type":   {"application/json; charset=utf-8"},
		"Content-Length": {"8"},
		"User-Agent":     {"fakesms"},
	}, got.Header)
}

func TestStatusAndAnswerComeBack(t *testing.T) {
	server := answering(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/down" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_, _ = io.WriteString(w, "voilà "+r.URL.Path)
	})
	c := newCourier(t)
	for path, status := range map[string]int{"/": 200, "/down": 503} {
		result := send(c, server.URL+path)
		assert.Positive(t, result.Took)
		result.Took = 0
		assert.Equal(t, Result{Status: status, Answer: "voilà " + path}, result)
	}
}

func TestAnswerIsCutBetweenCharacters(t *testing.T) {
	c := newCourier(t)
	filler := func(n int) string { return strings.Repeat("x", n) }
	for body, want := range map[string]string{
		"":                                 "",
		filler(answerLimit):                filler(answerLimit),
		filler(answerLimit + 1):            filler(answerLimit),
		filler(answerLimit-1) + "é":        filler(answerLimit - 1),
		filler(answerLimit-2) + "é":        filler(answerLimit-2) + "é",
		filler(answerLimit-2) + "€" + "yy": filler(answerLimit - 2),
		filler(answerLimit-3) + "😀":        filler(answerLimit - 3),
		filler(answerLimit-4) + "😀":        filler(answerLimit-4) + "😀",
		"d\xe9j\xe0":                       "d\uFFFDj\uFFFD",
		filler(answerLimit-1) + "\xe9":     filler(answerLimit - 1),
		strings.Repeat("a\xe9", 600):       strings.Repeat("a\uFFFD", 256),
		filler(1 << 20):                    filler(answerLimit),
	} {
		server := answering(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) })
		result := send(c, server.URL)
		assert.Equal(t, want, result.Answer)
		assert.True(t, utf8.ValidString(result.Answer))
		assert.Equal(t, 200, result.Status)
	}
}

func TestConnectionsAreKept(t *testing.T) {
	var opened atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat("long", 4000))
	}))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	c := newCourier(t)
	c.client.Transport.(*http.Transport).IdleConnTimeout = time.Hour // however slow this machine is
	for range 10 {
		require.Equal(t, 200, send(c, server.URL).Status)
	}
	assert.EqualValues(t, 1, opened.Load())
}

func TestNoProxy(t *testing.T) {
	assert.Nil(t, newCourier(t).client.Transport.(*http.Transport).Proxy)
}

func TestConnectionRefused(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := listener.Addr().String()
	require.NoError(t, listener.Close())
	result := send(newCourier(t), "http://"+address)
	assert.Zero(t, result.Status)
	assert.False(t, result.Refused, "it may be there later")
	assert.Equal(t, "dial tcp "+address+": connect: connection refused", result.Error)
}

func TestUntrustedCertificate(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	result := send(newCourier(t), server.URL)
	assert.False(t, result.Refused)
	assert.Equal(t, "tls: failed to verify certificate: x509: certificate signed by unknown authority", result.Error)
}

func TestTimeout(t *testing.T) {
	hanging := newGate(t)
	// Its connections are made by the kernel, and nobody shakes hands.
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = silent.Close() })
	breaking := answering(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "it begins")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	c := newCourier(t)
	c.timeout = 20 * time.Millisecond
	c.client = c.newClient()
	for _, target := range []string{hanging.URL, "https://" + silent.Addr().String(), breaking.URL} {
		result := send(c, target)
		result.Took = 0
		assert.Equal(t, Result{Error: "no answer within 20ms"}, result, target)
	}
	requireNobodyLeft(t) // no handshake goes on, though the courier is still open
	assert.Equal(t, "10s", Timeout.String())
}

func TestReason(t *testing.T) {
	wrapped := &url.Error{Op: "Post", URL: "http://app", Err: io.EOF}
	refused := &url.Error{Op: "Post", URL: "http://app", Err: &net.OpError{Op: "dial", Err: refusal("refused: so")}}
	ctx, cancel := context.WithCancelCause(context.Background())
	assert.Equal(t, io.EOF, reason(ctx, wrapped))
	assert.Equal(t, io.ErrUnexpectedEOF, reason(ctx, io.ErrUnexpectedEOF))
	cancel(errCutOff)
	assert.Equal(t, errCutOff, reason(ctx, wrapped))
	assert.Equal(t, refusal("refused: so"), reason(ctx, refused))
}

func TestAnswerThatBreaksOff(t *testing.T) {
	server := answering(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, "half")
	})
	result := send(newCourier(t), server.URL)
	result.Took = 0
	assert.Equal(t, Result{Error: "unexpected EOF"}, result)
}
