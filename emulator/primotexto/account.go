package primotexto

import (
	"net/http"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// settings are what an account of this provider can be set up with, and what it
// spends. The JSON members are those of PUT /_fakesms/accounts.
type settings struct {
	web.Settings
	Credits       credits  `json:"credits"`
	International bool     `json:"international"` // false: a foreign number answers 91
	Countries     []string `json:"countries"`     // ISO 3166; unset: every country is supported, else 90
	GlobalBounces []string `json:"globalBounces"` // numbers that the whole platform takes for unassigned: 14
	Quota         *int64   `json:"quota"`         // messages that may ever be sent; unset: no limit, else 76
}

func newSettings() *settings {
	return &settings{
		Settings:      web.Settings{State: web.Active, ShortCode: "36 034"},
		Credits:       1_000_000,
		International: true,
	}
}

// credits are whole: a message costs one for each of its parts.
type credits int64

// spend takes credits, or nothing if there are not enough.
func (s *settings) spend(n credits) bool {
	if s.Credits < n {
		return false
	}
	s.Credits -= n
	return true
}

func settingsOf(account *sandbox.Account) *settings { return account.Settings.(*settings) }

// admit finds the key, in a header whose name has any letter case.
func admit(_ *web.Route, header http.Header, _ *web.Fields, malformed error) (string, error) {
	key := header.Get("X-Primotexto-ApiKey")
	if key == "" {
		return "", errAuthentication
	}
	if malformed != nil {
		return key, errInvalidJSON
	}
	return key, nil
}

// gate refuses calls by the account's state. Which code a disabled account and a
// foreign address get is assumed.
func gate(c *web.Call) error {
	set := settingsOf(c.Account)
	switch {
	case set.State == web.Disabled:
		return errUserNotFound
	case set.State == web.Blocked:
		return errBlocked
	case set.State == web.APIDenied, !set.Allows(c.Remote):
		return errAccessDisabled
	}
	return nil
}
