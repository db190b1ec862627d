package courier

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

const (
	// idleTimeout is shorter than what application servers grant (Gunicorn 2 s,
	// Node 5 s): a POST on a connection that they are just closing is lost.
	idleTimeout = time.Second

	// lag is how much longer than an attempt a dial may go on: net/http does not
	// end it with the attempt, whose own end is to come first.
	lag = time.Second

	maxRedirects = 10
	headerLimit  = 64 << 10
)

// newClient makes a client that speaks HTTP/1.1 and knows no proxy: one from the
// environment would reach what the courier may not.
func (c *Courier) newClient() *http.Client {
	return &http.Client{
		CheckRedirect: redirect,
		Transport: &http.Transport{
			DialContext:            c.dial,
			TLSHandshakeTimeout:    c.timeout + lag,
			MaxIdleConns:           places,
			MaxIdleConnsPerHost:    places / 2, // a host's share
			IdleConnTimeout:        idleTimeout,
			MaxResponseHeaderBytes: headerLimit,
			DisableCompression:     true, // an answer is shown as it came
		},
	}
}

// dial judges each address that a host name leads to, just before it is
// connected to: whatever name, redirect or notation leads there, this is the
// address that gets the packets.
func (c *Courier) dial(ctx context.Context, network, hostPort string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(hostPort)
	if err != nil {
		return nil, err
	}
	dialer := net.Dialer{
		Timeout:  c.timeout + lag,
		Resolver: c.resolver,
		Control: func(_, address string, _ syscall.RawConn) error {
			dialled, err := netip.ParseAddrPort(address)
			if err != nil {
				return err
			}
			return c.allowed.judge(host, dialled.Addr())
		},
	}
	return dialer.DialContext(ctx, network, hostPort)
}

// redirect follows only where the POST stays a POST with its body (307 and 308).
// Other redirects are answers like any other.
func redirect(request *http.Request, via []*http.Request) error {
	if request.Method != http.MethodPost {
		return http.ErrUseLastResponse
	}
	if len(via) > maxRedirects {
		return fmt.Errorf("more than %d redirects", maxRedirects)
	}
	return usable(request.URL)
}
