// Package sandbox is what the emulated services remember: worlds with their
// clock and agenda, accounts with their messages, stop lists and journals. It
// holds plain data and the rules that keep it true, speaks no HTTP and knows no
// provider: a provider is a label here, and its words for states pass through.
//
// A World is the unit of isolation: one lock, one clock, one agenda. Two worlds
// share nothing, so tests that use different keys never meet.
package sandbox

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"
)

// Options bound and seed a Sandbox. Every limit is at least 1.
type Options struct {
	Seed             int64     // same seed, same ids
	Pace             float64   // factor on the delays of a fate; 0 is at once
	Keys             []string  // when set, only these keys open an account
	CallbackAttempts int       // tries per callback
	Time             time.Time // the server clock at start; zero is the wall clock's time
	Freeze           bool      // the server clock starts frozen
	MaxMessages      int       // messages kept per account
	MaxRequests      int       // journal entries kept per account
	MaxCallbacks     int       // callbacks kept per account
	MaxAccounts      int       // accounts kept in all
	MaxTotalMessages int       // messages kept in all
}

// Name names an account: the provider it is with, and its key.
type Name struct{ Provider, Key string }

func (n Name) compare(other Name) int {
	return cmp.Or(strings.Compare(n.Provider, other.Provider), strings.Compare(n.Key, other.Key))
}

// Drops counts what was let go to stay within the limits.
type Drops struct {
	Accounts  int64 `json:"accounts"`
	Messages  int64 `json:"messages"`
	Requests  int64 `json:"requests"`
	Callbacks int64 `json:"callbacks"`
}

// Provider is what the sandbox is told of one. Its functions are called with the
// account's world locked.
type Provider struct {
	// Settings and Data make those of a new account: fresh pointers to plain
	// structs.
	Settings, Data func() any
	// Entered follows a message into a state, or reports one again, as the step
	// says: the callbacks for it are owed here. A Slip owes none.
	Entered func(a *Account, m *Message, step Step)
	// Answered follows a handset's answer; the message is nil if it answers none.
	Answered func(a *Account, reply *Reply, m *Message)
}

// Sandbox holds all worlds and the server's clock.
type Sandbox struct {
	options   Options
	providers map[string]*Provider
	carry     func(*Delivery)

	mu    sync.RWMutex    // guards index, ended and gone; worlds may be locked under it
	index map[Name]*World // by account: a sub-account's world is its parent's
	ended map[Name]*World // by accounts deleted lately: their keys open nothing
	gone  Drops           // what left with evicted worlds

	unopened map[string]*Journal // by provider, fixed: requests that opened no account

	clock    atomic.Pointer[Clock] // the server's; read without a lock, written under clockMu
	clockMu  sync.RWMutex          // one request for the server's clock at a time; snapshots only read
	messages atomic.Int64          // kept in all worlds
	ticks    atomic.Int64          // orders worlds by last use
	entries  atomic.Int64          // numbers the journal
	seed     atomic.Int64          // the server's, or that of a snapshot
	happened atomic.Int64          // events of worlds that follow the server's clock
	stirred  atomic.Bool           // a request changed the agenda of such a world
	answered chan struct{}         // holds a value when an attempt came back

	watchMu  sync.Mutex
	watchers map[*watcher]bool
	watching atomic.Int64

	witness func(*World, *Event) // of each event, for tests
}

// New makes an empty sandbox. Carry takes the attempts at callbacks as they become
// due; it is called with no world locked, and must not block.
func New(options Options, providers map[string]*Provider, carry func(*Delivery)) *Sandbox {
	if !options.Time.IsZero() {
		options.Time = options.Time.UTC().Round(0)
	}
	s := &Sandbox{
		options: options, providers: providers, carry: carry,
		unopened: map[string]*Journal{}, watchers: map[*watcher]bool{}, answered: make(chan struct{}, 1),
	}
	for provider := range providers {
		s.unopened[provider] = newJournal(options.MaxRequests)
	}
	_, _ = s.Reset() // nobody else has its clock yet
	return s
}

// Providers lists the known providers in a fixed order.
func (s *Sandbox) Providers() []string {
	names := make([]string, 0, len(s.providers))
	for name := range s.providers {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// maxKey is how long a key may be: it is kept with each account and request.
const maxKey = 256

// knows tells whether a key may open an account. Without a list of keys every
// text may, but for those that begin with "invalid" or "wrong": tests need keys
// that are surely refused.
func (s *Sandbox) knows(key string) bool {
	if len(s.options.Keys) > 0 {
		return slices.Contains(s.options.Keys, key)
	}
	return key != "" && len(key) <= maxKey && utf8.ValidString(key) && !strings.HasPrefix(key, "invalid") && !strings.HasPrefix(key, "wrong")
}

// Open runs do in the world of an account, which it makes if need be. It
// reports false, without running do, when the key is not known.
func (s *Sandbox) Open(name Name, do func(*Account)) bool {
	for {
		world := s.world(name)
		if world == nil {
			return false
		}
		world.used.Store(s.ticks.Add(1))
		found, closed := world.enter(name, do)
		if closed {
			continue // it was evicted between the look-up and its lock: it is made anew
		}
		s.evict()
		return found
	}
}

// worlds lists the worlds, ordered by provider and key.
func (s *Sandbox) worlds() []*World {
	var worlds []*World
	for _, ref := range s.Accounts("", "") {
		if ref.Name == ref.World.Name {
			worlds = append(worlds, ref.World)
		}
	}
	return worlds
}

// Unopened is the journal of requests to a provider that opened no account.
func (s *Sandbox) Unopened(provider string) *Journal { return s.unopened[provider] }

// Dropped sums what was dropped, in the worlds that are there and in those that
// are gone.
func (s *Sandbox) Dropped() Drops {
	s.mu.RLock()
	sum := s.gone
	s.mu.RUnlock()
	for _, account := range s.Accounts("", "") {
		account.Look(func(a *Account) { sum.add(a.drops()) })
	}
	for _, journal := range s.unopened {
		sum.Requests += journal.Dropped()
	}
	return sum
}

func (d *Drops) add(more Drops) {
	d.Accounts += more.Accounts
	d.Messages += more.Messages
	d.Requests += more.Requests
	d.Callbacks += more.Callbacks
}

// world is that of an account, made if need be; nil if the key opens none.
func (s *Sandbox) world(name Name) *World {
	s.mu.RLock()
	world, ended := s.index[name], s.ended[name] != nil
	s.mu.RUnlock()
	if world != nil {
		if !s.knows(world.Name.Key) {
			return nil // a snapshot may bring accounts that this server refuses
		}
		return world
	}
	if ended || !s.knows(name.Key) {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if world = s.index[name]; world == nil {
		world = newWorld(s, name)
		s.index[name] = world
	}
	return world
}
