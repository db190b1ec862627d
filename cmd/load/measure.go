package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"time"
)

// measure does all of it: first what the program is like by itself, while this
// process may still use every CPU and so may what it starts; then the rounds.
func measure(ctx context.Context, c config, out io.Writer) error {
	product, err := child("fakesms")
	if err != nil {
		return err
	}
	if c.binary != "" {
		if product, err = given(c.binary, out); err != nil {
			return err
		}
	}
	if err := starts(ctx, product, out); err != nil {
		return err
	}
	if c.memory > 0 {
		if err := memory(ctx, c, product, out); err != nil {
			return err
		}
	}
	if err := leaveCPU(ctx); err != nil {
		return err
	}
	return rounds(ctx, c, out)
}

// given is the real program.
func given(path string, out io.Writer) (program, error) {
	info, err := os.Stat(path)
	if err != nil {
		return program{}, fmt.Errorf("-binary: %w", err)
	}
	fmt.Fprintf(out, "size of %s: %s\n", path, megabytes(info.Size()))
	return program{name: path, argv: []string{path, "--addr", "127.0.0.1:0"}}, nil
}

// starts prints the median time from exec to the first answer, and what the last
// process holds when it has come to rest.
func starts(ctx context.Context, p program, out io.Writer) error {
	const times = 5
	var taken []time.Duration
	for n := 1; n <= times; n++ {
		before := time.Now()
		s, err := p.start(ctx)
		if err != nil {
			return err
		}
		_, err = ask(s.address, "GET", "/v1/me?apiKey=load", "")
		taken = append(taken, time.Since(before))
		if err == nil && n == times {
			time.Sleep(time.Second)
			fmt.Fprintf(out, "idle memory of %s: %s\n", p.name, residentText(s.pid))
		}
		s.stop()
		if err != nil {
			return err
		}
	}
	slices.Sort(taken)
	fmt.Fprintf(out, "exec to first answer: %s (median of %d: %s)\n", milliseconds(taken[times/2]), times, taken)
	return nil
}

// memory prints what a server holds while it works, at ten points of time.
func memory(ctx context.Context, c config, p program, out io.Writer) error {
	s, err := p.start(ctx)
	if err != nil {
		return err
	}
	defer s.stop()
	for account := range c.accounts {
		if err := fund(s.address, account); err != nil {
			return err
		}
	}
	l, err := connect(s.address, c.conns, c.accounts)
	if err != nil {
		return err
	}
	defer l.close()
	fmt.Fprintf(out, "\nmemory under load, %d connections, %d account(s)\n%8s %10s %10s\n", c.conns, c.accounts, "after", "sent", "resident")
	sent, lasted := 0, time.Duration(0)
	for range 10 {
		r, err := l.drive(ctx, c.memory/10)
		if err != nil {
			return err
		}
		sent += r.requests()
		lasted += r.lasted
		fmt.Fprintf(out, "%8s %10d %10s\n", lasted.Round(100*time.Millisecond), sent, residentText(s.pid))
	}
	return nil
}

func residentText(pid int) string {
	bytes, known := resident(pid)
	if !known {
		return "not known on this system"
	}
	return megabytes(bytes)
}

func megabytes(bytes int64) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1e6) }

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.2f ms", float64(d)/float64(time.Millisecond))
}
