package emulator

import (
	"fmt"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
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
