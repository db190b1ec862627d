package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/fakesms/fakesms/emulator"
)

// childArgument makes the program a server: "bare" with the answer to give, or
// "fakesms".
const childArgument = "child"

// listening begins the line that a server prints once it can be asked; the real
// program's is the same.
const listening = "fakesms listening on http://"

// serve answers on a free port until the context or the standard input ends:
// no child outlives its parent.
func serve(ctx context.Context, args []string, stdin io.Reader, stdout io.Writer) error {
	handler, err := childHandler(args)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	// The limits are those of cmd/fakesms: its deadlines cost time as well.
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		IdleTimeout:       2 * time.Minute,
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	fmt.Fprintf(stdout, "%s%s\n", listening, listener.Addr())
	orphaned := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, stdin)
		close(orphaned)
	}()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	case <-orphaned:
	}
	return server.Close()
}

func childHandler(args []string) (http.Handler, error) {
	switch {
	case len(args) == 2 && args[0] == "bare":
		return bare(args[1]), nil
	case len(args) == 1 && args[0] == "fakesms":
		return emulator.New(emulator.Options{})
	}
	return nil, fmt.Errorf("a child is no command of its own: %q", args)
}

// bare reads the body and answers a constant: no emulator can do less.
func bare(answer string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
		_, _ = io.WriteString(w, answer)
	})
}
