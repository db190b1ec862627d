package courier

import (
	"context"
	"net"
	"testing"

	"github.com/stretchr/testify/require"
)

// nameServer starts a name server that has one address for every name, and
// returns how a resolver gets to it.
func nameServer(t *testing.T, address [4]byte) func(context.Context, string, string) (net.Conn, error) {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for query := make([]byte, 512); ; {
			n, from, err := conn.ReadFrom(query)
			if err != nil {
				return
			}
			_, _ = conn.WriteTo(nameAnswer(query[:n], address), from)
		}
	}()
	t.Cleanup(func() {
		_ = conn.Close()
		<-stopped
	})
	return func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}
}

// nameAnswer answers the one question of a query (RFC 1035, section 4).
func nameAnswer(query []byte, address [4]byte) []byte {
	const header = 12
	end := header
	for query[end] != 0 {
		end += 1 + int(query[end]) // over a label
	}
	kind := query[end+2] // 1 asks for IPv4
	answer := append([]byte{}, query[:2]...)
	if kind != 1 {
		answer = append(answer, 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0)
		return append(answer, query[header:end+5]...)
	}
	answer = append(answer, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0)
	answer = append(answer, query[header:end+5]...)
	answer = append(answer, 0xc0, header, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4) // that name, A, IN, TTL 0
	return append(answer, address[:]...)
}
