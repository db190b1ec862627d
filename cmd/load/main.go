// Command load measures what the emulator costs beside net/http itself. It
// starts a bare server, whose handler answers a constant, and the emulator, each
// as a child process on one CPU, and sends both the same requests in turn over
// kept connections, from another CPU. The ratio of the two rates is the result:
// unlike the rates, it says the same on a slow machine and on a busy one.
//
//	go run ./cmd/load
//	go build -o fakesms ./cmd/fakesms && go run ./cmd/load -binary ./fakesms
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// config is what the command line says.
type config struct {
	rounds   int
	round    time.Duration // how long a round lasts, its warm-up not counted
	conns    int
	stored   int           // messages stored before the second kind of round
	memory   time.Duration // how long memory is watched
	accounts int           // that memory is watched with
	binary   string        // the real program; "": the child stands for it
}

// run is the whole program; as a child it is a server, until its standard input
// ends.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	if len(args) > 0 && args[0] == childArgument {
		return serve(ctx, args[1:], stdin, stdout)
	}
	c, err := parse(args, stderr)
	if err != nil {
		return err
	}
	// Whatever hangs, the program ends.
	ctx, cancel := context.WithTimeout(ctx, time.Minute+time.Duration(c.rounds)*(time.Minute+6*c.round)+3*c.memory)
	defer cancel()
	return measure(ctx, c, stdout)
}

func parse(args []string, stderr io.Writer) (config, error) {
	var c config
	flags := flag.NewFlagSet("load", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&c.rounds, "rounds", 5, "rounds of each kind; the result is the median")
	flags.DurationVar(&c.round, "for", 2*time.Second, "how long a round lasts")
	flags.IntVar(&c.conns, "conns", 64, "kept connections")
	flags.IntVar(&c.stored, "stored", 100_000, "messages that are there already in the rounds with a full account; 0 leaves them out")
	flags.DurationVar(&c.memory, "memory", 20*time.Second, "how long memory is watched under load; 0 leaves it out")
	flags.IntVar(&c.accounts, "accounts", 1, "accounts that share the load while memory is watched")
	flags.StringVar(&c.binary, "binary", "", "the fakesms program, to measure its start, memory and size")
	if err := flags.Parse(args); err != nil {
		return c, err
	}
	switch {
	case flags.NArg() > 0:
		return c, fmt.Errorf("there are flags only, not %q", flags.Arg(0))
	case c.rounds < 1 || c.conns < 1 || c.accounts < 1:
		return c, errors.New("-rounds, -conns and -accounts are at least 1")
	case c.round < 100*time.Millisecond || c.round > time.Minute:
		return c, errors.New("-for is from 100ms to 1m")
	case c.memory < 0 || c.memory > time.Hour || c.stored < 0 || c.stored > 1_000_000:
		return c, errors.New("-memory is from 0 to 1h, -stored from 0 to 1000000")
	}
	return c, nil
}
