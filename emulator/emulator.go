package emulator

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/fakesms/fakesms/emulator/control"
	"github.com/fakesms/fakesms/emulator/internal/courier"
	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
	"github.com/fakesms/fakesms/emulator/primotexto"
	"github.com/fakesms/fakesms/emulator/smspartner"
)

// Options configure an emulator. The zero value of a field means its default.
type Options struct {
	// Seed makes ids: same seed, same requests, same bytes. Default 1.
	Seed int64
	// Time is what the server clock shows at the start. Default: now.
	Time time.Time
	// Freeze makes the server clock stand still until it is advanced.
	Freeze bool
	// Pace scales the delays of what happens to a message: 0.1 is ten times
	// faster, 0 is at once. Nil means 1.
	Pace *float64
	// Quirks choose other readings where the evidence conflicts, by name; see
	// Quirks.
	Quirks map[string]string
	// Keys are the only API keys accepted. Default: any key opens its own
	// account, but for those that begin with "invalid" or "wrong".
	Keys []string
	// CallbackAttempts is how often a callback is tried. Default 3.
	CallbackAttempts int
	// CallbackAllow are hosts, addresses or ranges (CIDR) that callbacks may go
	// to besides the machine's own and private ones.
	CallbackAllow []string
	// Limits: what is kept per account, and in all. Defaults: 100000 messages,
	// 1000 requests and 10000 callbacks per account, 10000 accounts, 1000000
	// messages in all.
	MaxMessages, MaxRequests, MaxCallbacks, MaxAccounts, MaxTotalMessages int
	// State is a file: what it holds is loaded at the start, and Save writes to it.
	State string
	// Version is what the control API says the program's version is.
	Version string
}

// Emulator is both services and the control API behind one http.Handler.
type Emulator struct {
	dialects  []*web.Dialect
	providers []http.Handler // in the order of the dialects
	control   http.Handler
	box       *sandbox.Sandbox
	courier   *courier.Courier
	state     string // the file, or ""

	closing sync.Once
	closed  error // what Close came to
}

// New makes an emulator with nothing in it. The errors are those of Options.
func New(options Options) (*Emulator, error) {
	bounds, err := options.sandbox()
	if err != nil {
		return nil, err
	}
	dialects, err := dialects(options.Quirks)
	if err != nil {
		return nil, err
	}
	if err := checkQuirks(dialects, options.Quirks); err != nil {
		return nil, err
	}
	callbacks, err := courier.New(options.CallbackAllow)
	if err != nil {
		return nil, err
	}
	providers := map[string]*sandbox.Provider{}
	for _, dialect := range dialects {
		providers[dialect.Provider] = &sandbox.Provider{
			Settings: func() any { return dialect.NewSettings() },
			Data:     dialect.NewData,
			Entered:  dialect.Entered,
			Answered: dialect.Answered,
		}
	}
	box := sandbox.New(bounds, providers, func(d *sandbox.Delivery) { carry(callbacks, d) })
	e := &Emulator{
		box: box, courier: callbacks, dialects: dialects, state: options.State,
	}
	e.control = control.Handler(box, dialects, sms.NewNumbers(), options.Version, e.save())
	for _, dialect := range dialects {
		e.providers = append(e.providers, dialect.Handler(box))
	}
	if e.state != "" {
		if err := e.load(); err != nil {
			e.state = "" // a file that could not be read is not written over
			return nil, errors.Join(err, e.Close())
		}
	}
	return e, nil
}

// carry hands an attempt to the courier.
func carry(callbacks *courier.Courier, d *sandbox.Delivery) {
	callbacks.Carry(courier.Parcel{
		URL: d.URL, ContentType: d.ContentType, Body: d.Body,
		Done: func(r courier.Result) { d.Done(sandbox.Outcome(r)) },
	})
}

// grace is how long Close waits for callbacks under way.
const grace = 5 * time.Second

// Close waits up to five seconds for the callbacks under way, saves the state if
// Options.State names a file, and forgets everything, so that no timer and no
// worker is left. The emulator must not be used afterwards. The error is that of
// saving.
func (e *Emulator) Close() error {
	e.closing.Do(func() {
		e.courier.Close(grace)
		e.closed = e.writeState(true)
		e.box.Close()
	})
	return e.closed
}

// dialects are the providers: adding one is a line here.
func dialects(quirks map[string]string) ([]*web.Dialect, error) {
	numbers := sms.NewNumbers()
	partner, err := smspartner.New(numbers, quirks)
	if err != nil {
		return nil, err
	}
	return []*web.Dialect{partner, primotexto.New(numbers, quirks)}, nil
}

// sandbox checks the options and fills in defaults.
func (o Options) sandbox() (sandbox.Options, error) {
	pace := 1.0
	if o.Pace != nil {
		pace = *o.Pace
	}
	if pace < 0 || pace != pace || pace > 1000 {
		return sandbox.Options{}, fmt.Errorf("pace %v: it is a factor from 0 (at once) to 1000", pace)
	}
	limits := []*int{&o.MaxMessages, &o.MaxRequests, &o.MaxCallbacks, &o.MaxAccounts, &o.MaxTotalMessages, &o.CallbackAttempts}
	for i, standard := range []int{100_000, 1000, 10_000, 10_000, 1_000_000, 3} {
		if *limits[i] < 0 {
			return sandbox.Options{}, fmt.Errorf("a limit of %d: it is at least 1", *limits[i])
		}
		if *limits[i] == 0 {
			*limits[i] = standard
		}
	}
	if o.Seed == 0 {
		o.Seed = 1
	}
	if !o.Time.IsZero() && (o.Time.Year() < 1970 || o.Time.After(sandbox.LastTime())) {
		return sandbox.Options{}, fmt.Errorf("time %s: it is from 1970 to %s", o.Time.Format(time.RFC3339), sandbox.LastTime().Format(time.DateOnly))
	}
	return sandbox.Options{
		Seed: o.Seed, Pace: pace, Keys: o.Keys, Time: o.Time, Freeze: o.Freeze,
		CallbackAttempts: o.CallbackAttempts,
		MaxMessages:      o.MaxMessages, MaxRequests: o.MaxRequests, MaxCallbacks: o.MaxCallbacks,
		MaxAccounts: o.MaxAccounts, MaxTotalMessages: o.MaxTotalMessages,
	}, nil
}

// ServeHTTP chooses the provider by the path's version, else by the Host. Paths
// with repeated or trailing slashes are served as if they had none: clients
// send them, and none follows a redirect.
func (e *Emulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r = cleaned(r)
	e.choose(r).ServeHTTP(w, r)
}

func (e *Emulator) choose(r *http.Request) http.Handler {
	first, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if first == "_fakesms" {
		return e.control
	}
	host, _, _ := strings.Cut(r.Host, ":")
	var byHost http.Handler = e.control
	for i, dialect := range e.dialects {
		if first == dialect.Version {
			return e.providers[i]
		}
		if strings.EqualFold(host, dialect.Host) {
			byHost = e.providers[i]
		}
	}
	return byHost
}

// cleaned gives a request whose path has no repeated and no trailing slash.
func cleaned(r *http.Request) *http.Request {
	path := r.URL.EscapedPath()
	if !strings.Contains(path, "//") && (path == "/" || !strings.HasSuffix(path, "/")) {
		return r
	}
	parts := strings.FieldsFunc(path, func(c rune) bool { return c == '/' })
	clean := *r.URL
	clean.RawPath = "/" + strings.Join(parts, "/")
	clean.Path, _ = url.PathUnescape(clean.RawPath) // it was unescaped once already
	copied := *r
	copied.URL = &clean
	return &copied
}
