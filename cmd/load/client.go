package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"
)

// patience is how long an answer may take before the program gives up.
const patience = 10 * time.Second

// client is one kept connection. It writes bytes that were made beforehand and
// reads no more of an answer than it must, so that the load costs little.
type client struct {
	conn   net.Conn
	buffer []byte
}

func dial(address string) (*client, error) {
	conn, err := net.DialTimeout("tcp", address, patience)
	if err != nil {
		return nil, err
	}
	return &client{conn: conn, buffer: make([]byte, 64<<10)}, nil
}

// request is an HTTP/1.1 request as bytes.
func request(method, path, body string) []byte {
	return fmt.Appendf(nil, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		method, path, len(body), body)
}

// answer is one HTTP answer; its bytes are good until the next one is read.
type answer struct{ head, body []byte }

var ok = []byte("HTTP/1.1 200 ")

// do sends a request and reads its answer, which must have status 200. The
// connection's deadline is the caller's to set.
func (c *client) do(request []byte) (answer, error) {
	if _, err := c.conn.Write(request); err != nil {
		return answer{}, err
	}
	a, err := c.read()
	if err == nil && !bytes.HasPrefix(a.head, ok) {
		err = fmt.Errorf("the server answered %s\n%s", a.head, a.body)
	}
	return a, err
}

// read takes one answer off the connection. The server sends nothing that was
// not asked for, so what comes is this answer and no more.
func (c *client) read() (answer, error) {
	have, head, whole := 0, 0, -1
	for whole < 0 || have < whole {
		if have == len(c.buffer) {
			return answer{}, fmt.Errorf("an answer is longer than %d bytes", have)
		}
		n, err := c.conn.Read(c.buffer[have:])
		if err != nil {
			return answer{}, fmt.Errorf("after %d bytes of an answer: %w", have, err)
		}
		have += n
		if whole >= 0 {
			continue
		}
		if end := bytes.Index(c.buffer[:have], []byte("\r\n\r\n")); end >= 0 {
			length, err := contentLength(c.buffer[:end+2])
			if err != nil {
				return answer{}, err
			}
			head, whole = end, end+4+length
		}
	}
	return answer{head: c.buffer[:head], body: c.buffer[head+4 : whole]}, nil
}

func contentLength(head []byte) (int, error) {
	_, rest, found := bytes.Cut(head, []byte("\r\nContent-Length: "))
	if !found {
		return 0, errors.New("an answer without Content-Length")
	}
	digits, _, _ := bytes.Cut(rest, []byte("\r\n"))
	return strconv.Atoi(string(digits))
}

// ask makes one request on a connection of its own and returns a copy of the
// answer.
func ask(address, method, path, body string) (answer, error) {
	c, err := dial(address)
	if err != nil {
		return answer{}, err
	}
	defer c.conn.Close()
	if err := c.conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return answer{}, err
	}
	a, err := c.do(request(method, path, body))
	if err != nil {
		return answer{}, fmt.Errorf("%s %s: %w", method, path, err)
	}
	return answer{head: bytes.Clone(a.head), body: bytes.Clone(a.body)}, nil
}

// names are the names of an answer's header lines.
func (a answer) names() string {
	var names []string
	for line := range strings.SplitSeq(string(a.head), "\r\n") {
		if name, _, found := strings.Cut(line, ":"); found {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}
