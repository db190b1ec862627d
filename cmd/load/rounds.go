package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"time"
)

// contest is the bare server against the emulator.
type contest struct {
	config
	bare, fakesms program
}

// column is what the rounds with so many messages stored came to.
type column struct {
	stored        int
	ratios, costs []float64 // by requests a second; by the server's CPU time
}

// rounds measures the servers in turn and prints rates and ratios.
func rounds(ctx context.Context, c config, out io.Writer) error {
	match, err := newContest(ctx, c)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\nPOST /v1/send, %d connections, %s a round, servers on one CPU%s\n", c.conns, c.round, pinned())
	columns := []*column{{stored: 0}}
	if c.stored > 0 {
		columns = append(columns, &column{stored: c.stored})
	}
	for n := range c.rounds {
		bare, err := match.turn(ctx, match.bare, 0)
		if err != nil {
			return fmt.Errorf("bare: %w", err)
		}
		fmt.Fprintf(out, "round %d  %-23s %s\n", n+1, "bare", bare)
		for _, column := range columns {
			got, err := match.turn(ctx, match.fakesms, column.stored)
			if err != nil {
				return fmt.Errorf("fakesms: %w", err)
			}
			name := fmt.Sprintf("fakesms, %d stored", column.stored)
			fmt.Fprintf(out, "         %-23s %s  %s\n", name, got, column.add(bare, got))
		}
	}
	for _, column := range columns {
		fmt.Fprintln(out, column)
	}
	return nil
}

// add takes a round in and says how it went.
func (c *column) add(bare, got round) string {
	ratio := got.rate() / bare.rate()
	c.ratios = append(c.ratios, ratio)
	if got.cpu == 0 || bare.cpu == 0 {
		return fmt.Sprintf("ratio %.3f", ratio)
	}
	cost := float64(bare.cpu) / float64(got.cpu)
	c.costs = append(c.costs, cost)
	return fmt.Sprintf("ratio %.3f, by CPU time %.3f", ratio, cost)
}

func (c *column) String() string {
	text := fmt.Sprintf("median ratio, %d stored: %.3f", c.stored, median(c.ratios))
	if len(c.costs) > 0 {
		text += fmt.Sprintf(", by CPU time of the server %.3f", median(c.costs))
	}
	return text
}

// newContest has the bare server answer what the emulator answers, byte for
// byte, and makes sure that it does.
func newContest(ctx context.Context, c config) (*contest, error) {
	fakesms, err := child("fakesms")
	if err != nil {
		return nil, err
	}
	sample, err := sampleOf(ctx, fakesms)
	if err != nil {
		return nil, err
	}
	bare, err := child("bare", string(sample.body))
	if err != nil {
		return nil, err
	}
	same, err := sampleOf(ctx, bare)
	if err != nil {
		return nil, err
	}
	if len(same.head) != len(sample.head) || same.names() != sample.names() || string(same.body) != string(sample.body) {
		return nil, fmt.Errorf("the two servers do not answer alike:\n%s\n%s", sample.head, same.head)
	}
	bare.pin, fakesms.pin = true, true
	return &contest{config: c, bare: bare, fakesms: fakesms}, nil
}

func sampleOf(ctx context.Context, p program) (answer, error) {
	s, err := p.start(ctx)
	if err != nil {
		return answer{}, err
	}
	defer s.stop()
	return ask(s.address, "POST", "/v1/send", sendBody(key(0), number(0)))
}

// turn measures one server, started for it: what one round leaves behind must
// not slow the next one down.
func (m *contest) turn(ctx context.Context, p program, stored int) (round, error) {
	s, err := p.start(ctx)
	if err != nil {
		return round{}, err
	}
	defer s.stop()
	if p.name == m.fakesms.name {
		if err := prepare(s.address, stored); err != nil {
			return round{}, err
		}
	}
	l, err := connect(s.address, m.conns, 1)
	if err != nil {
		return round{}, err
	}
	defer l.close()
	warm := 500 * time.Millisecond
	if stored > 0 {
		warm += 2 * time.Second // until what was stored is delivered
	}
	if _, err := l.drive(ctx, warm); err != nil {
		return round{}, err
	}
	return watch(ctx, l, s.pid, m.round)
}

// prepare gives the account money and messages.
func prepare(address string, stored int) error {
	if err := fund(address, 0); err != nil {
		return err
	}
	return fill(address, stored)
}

// watch drives the load and reads what it costs the server and this process.
func watch(ctx context.Context, l load, pid int, d time.Duration) (round, error) {
	server, known := processorTime(pid)
	own, _ := processorTime(os.Getpid())
	result, err := l.drive(ctx, d)
	if err != nil {
		return round{}, err
	}
	if result.requests() == 0 {
		return round{}, fmt.Errorf("no request was answered in %s", d)
	}
	r := round{result: result}
	if serverAfter, _ := processorTime(pid); known {
		r.cpu = (serverAfter - server) / time.Duration(r.requests())
	}
	ownAfter, _ := processorTime(os.Getpid())
	r.busy = (ownAfter - own).Seconds() / r.lasted.Seconds()
	return r, nil
}

// round is one server's turn.
type round struct {
	result
	cpu  time.Duration // the server's, a request; 0 where it is not known
	busy float64       // CPUs that the load side kept busy
}

func (r round) String() string {
	text := fmt.Sprintf("%6.0f/s  p50 %s  p99 %s", r.rate(), milliseconds(r.percentile(50)), milliseconds(r.percentile(99)))
	if r.cpu > 0 {
		text += fmt.Sprintf("  %5.1f µs CPU, load side %2.0f%% busy", float64(r.cpu)/1000, 100*r.busy)
	}
	return text
}

func pinned() string {
	if canPin() {
		return ", pinned"
	}
	return ", not pinned (no taskset, or one CPU)"
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
