package main

import (
	"io"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// pipes is a listener whose connections are in memory, so that a test's clock
// rules their deadlines.
type pipes struct{ conns chan net.Conn }

func (p pipes) Accept() (net.Conn, error) {
	conn, open := <-p.conns
	if !open {
		return nil, net.ErrClosed
	}
	return conn, nil
}
func (p pipes) Close() error   { close(p.conns); return nil }
func (p pipes) Addr() net.Addr { return &net.TCPAddr{} }

// TestConnectionsHaveTimeLimits: who sends half a header, half a body, or
// nothing more, is let go.
func TestConnectionsHaveTimeLimits(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		limit time.Duration
	}{
		"half a header": {"GET / HTTP/1.1\r\nHost:", 10 * time.Second},
		"nothing":       {"", 10 * time.Second},
		"half a body":   {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{", time.Minute},
		"idle":          {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", 2 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				listener := pipes{make(chan net.Conn)}
				server := newServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					_, err := io.Copy(io.Discard, r.Body)
					assert.Equal(t, name == "half a body", err != nil)
				}))
				go server.Serve(listener)
				client, conn := net.Pipe()
				listener.conns <- conn
				began := time.Now()
				go io.WriteString(client, c.text)
				_, err := io.Copy(io.Discard, client)
				require.NoError(t, err, "the server closes the connection")
				assert.Equal(t, c.limit, time.Since(began))
				require.NoError(t, server.Close())
			})
		})
	}
}
