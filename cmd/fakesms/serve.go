package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/fakesms/fakesms/emulator"
)

const defaultAddr = "127.0.0.1:8026"

// settings are the flags of serve.
type settings struct {
	addr, start string
	options     emulator.Options
	pace        float64
	keys        list
	quirks      list
	allow       list
	attempts    limit
	messages    limit
	requests    limit
	callbacks   limit
	accounts    limit
	total       limit
}

func define(flags *flag.FlagSet) *settings {
	s := &settings{attempts: 3, messages: 100_000, requests: 1000, callbacks: 10_000, accounts: 10_000, total: 1_000_000}
	flags.StringVar(&s.addr, "addr", defaultAddr, "where to listen; port 0 picks a free one")
	flags.Int64Var(&s.options.Seed, "seed", 1, "same seed, same requests, same bytes")
	flags.StringVar(&s.start, "time", "", "the server clock at start, RFC 3339 (default now)")
	flags.BoolVar(&s.options.Freeze, "freeze", false, "the server clock stands still until it is advanced")
	flags.Float64Var(&s.pace, "pace", 1, "factor on the delays of what happens to a message; 0 is at once")
	flags.Var(&s.keys, "key", "accept only this key; repeatable")
	flags.Var(&s.quirks, "quirk", "another reading where the evidence conflicts, NAME=VALUE; repeatable, see fakesms quirks")
	flags.Var(&s.attempts, "callback-attempts", "tries per callback")
	flags.Var(&s.allow, "callback-allow", "host, address or CIDR to which callbacks may go besides the private ones; repeatable")
	flags.StringVar(&s.options.State, "state", "", "a file: what it holds is loaded at the start and saved on request and at exit")
	flags.Var(&s.messages, "max-messages", "messages kept per account")
	flags.Var(&s.requests, "max-requests", "requests kept per account")
	flags.Var(&s.callbacks, "max-callbacks", "callbacks kept per account")
	flags.Var(&s.accounts, "max-accounts", "accounts kept in all")
	flags.Var(&s.total, "max-total-messages", "messages kept in all")
	return s
}

// read makes the emulator's options of the flags.
func (s *settings) read() (emulator.Options, error) {
	o := s.options
	o.Pace, o.Keys, o.Version = &s.pace, s.keys.values, version()
	o.CallbackAttempts, o.CallbackAllow = int(s.attempts), s.allow.values
	o.MaxMessages, o.MaxRequests, o.MaxCallbacks = int(s.messages), int(s.requests), int(s.callbacks)
	o.MaxAccounts, o.MaxTotalMessages = int(s.accounts), int(s.total)
	var err error
	if o.Quirks, err = readQuirks(s.quirks.values); err != nil {
		return o, err
	}
	if s.start != "" {
		if o.Time, err = time.Parse(time.RFC3339, s.start); err != nil {
			return o, fmt.Errorf("--time %q: it is a time like 2026-02-01T08:00:00+01:00 (RFC 3339)", s.start)
		}
	}
	return o, nil
}

// serve listens first, tells the real address, and serves until the context
// ends; then it waits for the requests and callbacks under way, and saves.
func serve(ctx context.Context, p process, flags *flag.FlagSet, args []string) error {
	set := define(flags)
	if err := fromEnvironment(flags, p.getenv); err != nil {
		return err
	}
	if _, err := parse(flags, args, 0); err != nil {
		return err
	}
	o, err := set.read()
	if err != nil {
		return err
	}
	// A port that is taken must be known before the state is loaded: what is owed
	// there would be called, and the file written over.
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", set.addr)
	if err != nil {
		return err
	}
	handler, err := emulator.New(o)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	return errors.Join(answer(ctx, p, listener, handler), handler.Close())
}

// answer serves until the context ends, and waits for the requests under way.
func answer(ctx context.Context, p process, listener net.Listener, handler http.Handler) error {
	server := newServer(handler)
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	fmt.Fprintf(p.stdout, "fakesms listening on http://%s\n", listener.Addr())
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// newServer sets the limits of a connection: a client that sends nothing must
// not hold one for ever.
func newServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		IdleTimeout:       2 * time.Minute,
	}
}
