package emulator

import (
	"errors"
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

// Emulator is both services and the control API behind one http.Handler.
type Emulator struct {
	dialects  []*web.Dialect
	providers []http.Handler // in the order of the dialects
	control   http.Handler
	box       *sandbox.Sandbox
	courier   *courier.Courier
	state     string     // the file, or ""
	saving    sync.Mutex // to it

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
		Wanted: d.Wanted,
		Done:   func(r courier.Result) { d.Done(sandbox.Outcome(r)) },
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
