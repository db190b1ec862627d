package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The numbers are 06 10 00 00 00 to 06 29 99 99 99: 20 million that can all be
// sent to.
const (
	firstNumber = 10_000_000
	allNumbers  = 20_000_000
)

func sendBody(key, numbers string) string {
	return fmt.Sprintf(`{"apiKey":"%s","phoneNumbers":"%s","message":"Votre code : 283951"}`, key, numbers)
}

func number(nth int) string { return "06" + strconv.Itoa(firstNumber+nth%allNumbers) }

func key(account int) string { return "load-" + strconv.Itoa(account) }

// fund opens an account with money for any load.
func fund(address string, account int) error {
	_, err := ask(address, "PUT", "/_fakesms/accounts/smspartner/"+key(account), `{"balance":"900000000.000"}`)
	return err
}

// fill stores messages in the first account, 500 a request.
func fill(address string, messages int) error {
	for first := 0; first < messages; first += 500 {
		var numbers []string
		for nth := first; nth < min(first+500, messages); nth++ {
			numbers = append(numbers, number(nth))
		}
		if _, err := ask(address, "POST", "/v1/send", sendBody(key(0), strings.Join(numbers, ","))); err != nil {
			return err
		}
	}
	return nil
}

// sender sends one message after the other over its connection.
type sender struct {
	client  *client
	request []byte
	digits  []byte // the part of the request that differs each time
	next    int    // the number of the next request
	step    int    // how many senders take numbers in turn

	taken []time.Duration // how long each answer took
	err   error
}

// load is a set of senders, connected to one server.
type load []*sender

func connect(address string, conns, accounts int) (load, error) {
	var l load
	for i := range conns {
		c, err := dial(address)
		if err != nil {
			l.close()
			return nil, fmt.Errorf("connection %d: %w", i+1, err)
		}
		s := &sender{client: c, request: request("POST", "/v1/send", sendBody(key(i%accounts), number(0))), next: i, step: conns}
		at := bytes.Index(s.request, []byte(number(0))) + len("06")
		s.digits = s.request[at : at+8]
		l = append(l, s)
	}
	return l, nil
}

func (l load) close() {
	for _, s := range l {
		_ = s.client.conn.Close()
	}
}

// drive lets all senders send until the time is up, and sums up.
func (l load) drive(ctx context.Context, d time.Duration) (result, error) {
	start := time.Now()
	var wait sync.WaitGroup
	for _, s := range l {
		s.taken = s.taken[:0]
		wait.Go(func() { s.err = s.drive(ctx, start.Add(d)) })
	}
	wait.Wait()
	r := result{lasted: time.Since(start)}
	for _, s := range l {
		if s.err != nil {
			return r, s.err
		}
		r.taken = append(r.taken, s.taken...)
	}
	slices.Sort(r.taken)
	return r, ctx.Err()
}

func (s *sender) drive(ctx context.Context, until time.Time) error {
	if err := s.client.conn.SetDeadline(until.Add(patience)); err != nil {
		return err
	}
	for before := time.Now(); before.Before(until) && ctx.Err() == nil; {
		s.patch()
		if _, err := s.client.do(s.request); err != nil {
			return err
		}
		after := time.Now()
		s.taken = append(s.taken, after.Sub(before))
		before = after
	}
	return nil
}

// patch writes the next number into the request.
func (s *sender) patch() {
	rest := firstNumber + s.next%allNumbers
	s.next += s.step
	for i := len(s.digits) - 1; i >= 0; i-- {
		s.digits[i] = byte('0' + rest%10)
		rest /= 10
	}
}

// result is what a load came to; how long the answers took is sorted.
type result struct {
	lasted time.Duration
	taken  []time.Duration
}

func (r result) requests() int { return len(r.taken) }

func (r result) rate() float64 { return float64(len(r.taken)) / r.lasted.Seconds() }

func (r result) percentile(p int) time.Duration {
	if len(r.taken) == 0 {
		return 0
	}
	return r.taken[(len(r.taken)-1)*p/100]
}
