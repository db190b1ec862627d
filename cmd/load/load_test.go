package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// serving starts what a child would serve, in this process.
func serving(t *testing.T, args ...string) (address string) {
	t.Helper()
	handler, err := childHandler(args)
	require.NoError(t, err)
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.Listener.Addr().String()
}

// The ratio means something only if both servers send the same bytes.
func TestBareAnswersAsTheEmulatorDoes(t *testing.T) {
	send := func(address string) answer {
		a, err := ask(address, "POST", "/v1/send", sendBody(key(0), number(0)))
		require.NoError(t, err)
		return a
	}
	real := send(serving(t, "fakesms"))
	assert.Contains(t, string(real.body), `"success":true`)
	bare := send(serving(t, "bare", string(real.body)))
	assert.Equal(t, string(real.body), string(bare.body))
	assert.Equal(t, real.names(), bare.names())
	assert.Equal(t, len(real.head), len(bare.head))
}

func TestEveryRequestSendsToAnotherNumber(t *testing.T) {
	address := serving(t, "fakesms")
	require.NoError(t, prepare(address, 0))
	l, err := connect(address, 4, 1)
	require.NoError(t, err)
	defer l.close()
	r, err := l.drive(t.Context(), 50*time.Millisecond)
	require.NoError(t, err)
	require.NotZero(t, r.requests())
	assert.LessOrEqual(t, r.percentile(50), r.percentile(99))

	stored, err := http.Get("http://" + address + "/_fakesms/messages?limit=1000")
	require.NoError(t, err)
	defer stored.Body.Close()
	text, err := io.ReadAll(stored.Body)
	require.NoError(t, err)
	seen := map[string]bool{}
	numbers := regexp.MustCompile(`"to":"([^"]+)"`).FindAllString(string(text), -1)
	for _, n := range numbers {
		seen[n] = true
	}
	assert.NotEmpty(t, numbers)
	assert.Len(t, seen, len(numbers))
}

func TestRefusalsAreErrors(t *testing.T) {
	_, err := ask(serving(t, "fakesms"), "POST", "/v1/send", sendBody("wrong", number(0)))
	assert.ErrorContains(t, err, `"code":10`)
	_, err = childHandler([]string{"fakesms", "more"})
	assert.Error(t, err)
	for _, args := range [][]string{{"now"}, {"-rounds", "0"}, {"-for", "1h"}, {"-stored", "-1"}, {"-nothing"}} {
		assert.Error(t, run(t.Context(), args, nil, io.Discard, io.Discard), "%q", args)
	}
}
