package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"github.com/fakesms/fakesms/emulator"
)

const defaultAddr = "127.0.0.1:8026"

// variable is a flag's environment variable, read from the process it is given.
type variable struct {
	name   string
	getenv func(string) string
}

func (v variable) Lookup() (string, bool) {
	value := v.getenv(v.name)
	return value, value != ""
}
func (v variable) String() string   { return "environment variable " + v.name }
func (v variable) GoString() string { return v.name }

func serveCommand(p process) *cli.Command {
	env := func(flag string) cli.ValueSourceChain {
		name := "FAKESMS_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
		return cli.NewValueSourceChain(variable{name, p.getenv})
	}
	limit := func(name string, standard int, usage string) cli.Flag {
		return &cli.IntFlag{Name: name, Value: standard, Usage: usage, Sources: env(name), Validator: atLeastOne}
	}
	return &cli.Command{
		Name:  "serve",
		Usage: "start the server; every flag has an environment variable FAKESMS_<NAME>",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "addr", Value: defaultAddr, Usage: "where to listen; port 0 picks a free one", Sources: env("addr")},
			&cli.Int64Flag{Name: "seed", Value: 1, Usage: "same seed, same requests, same bytes", Sources: env("seed")},
			&cli.StringFlag{Name: "time", Usage: "the server clock at start, RFC 3339 (default: now)", Sources: env("time")},
			&cli.BoolFlag{Name: "freeze", Usage: "the server clock stands still until it is advanced", Sources: env("freeze")},
			&cli.FloatFlag{Name: "pace", Value: 1, Usage: "factor on the delays of what happens to a message; 0 is at once", Sources: env("pace")},
			&cli.StringSliceFlag{Name: "key", Usage: "accept only this key; repeatable", Sources: env("key")},
			&cli.StringSliceFlag{Name: "quirk", Usage: "another reading where the evidence conflicts, NAME=VALUE; repeatable, see fakesms quirks", Sources: env("quirk")},
			limit("max-messages", 100_000, "messages kept per account"),
			limit("max-requests", 1000, "requests kept per account"),
			limit("max-accounts", 10_000, "accounts kept in all"),
			limit("max-total-messages", 1_000_000, "messages kept in all"),
		},
		Action: func(ctx context.Context, c *cli.Command) error { return serve(ctx, p, c) },
	}
}

func atLeastOne(n int) error {
	if n < 1 {
		return fmt.Errorf("%d: it is at least 1", n)
	}
	return nil
}

func options(c *cli.Command) (emulator.Options, error) {
	pace := c.Float("pace")
	o := emulator.Options{
		Seed: c.Int64("seed"), Freeze: c.Bool("freeze"), Pace: &pace, Keys: c.StringSlice("key"), Version: version(),
		MaxMessages: c.Int("max-messages"), MaxRequests: c.Int("max-requests"),
		MaxAccounts: c.Int("max-accounts"), MaxTotalMessages: c.Int("max-total-messages"),
	}
	var err error
	if o.Quirks, err = readQuirks(c.StringSlice("quirk")); err != nil {
		return o, err
	}
	if text := c.String("time"); text != "" {
		start, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return o, fmt.Errorf("--time %q: it is a time like 2026-02-01T08:00:00+01:00 (RFC 3339)", text)
		}
		o.Time = start
	}
	return o, nil
}

// serve listens first, tells the real address, and serves until the context
// ends; then it waits for the requests under way.
func serve(ctx context.Context, p process, c *cli.Command) error {
	if c.Args().Present() {
		return fmt.Errorf("serve takes flags only, not %q", c.Args().First())
	}
	o, err := options(c)
	if err != nil {
		return err
	}
	handler, err := emulator.New(o)
	if err != nil {
		return err
	}
	defer handler.Close()
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.String("addr"))
	if err != nil {
		return err
	}
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
