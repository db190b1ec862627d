package primotexto

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

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
	Free          bool     `json:"free"`          // true: one campaign, and for more of them 44
	ImportRows    int64    `json:"importRows"`    // contacts that one import may bring; more answer 74
	ImportBytes   int64    `json:"importBytes"`   // the size that one import may have; a larger one answers 18
}

func newSettings() *settings {
	return &settings{
		Settings:      web.Settings{State: web.Active, ShortCode: "36 034"},
		Credits:       1_000_000,
		International: true,
		ImportRows:    maxImportRows,
		ImportBytes:   maxImportBytes,
	}
}

// credits are whole: a message costs one for each of its parts.
type credits int64

// pay takes the credits for messages, or nothing if there are not enough, or if the
// account may not send so many.
func (s *settings) pay(account *sandbox.Account, messages int64, price credits) error {
	switch {
	case s.Quota != nil && messages > *s.Quota-account.Messages.Accepted():
		return errQuota
	case s.Credits < price:
		return errCredits
	}
	s.Credits -= price
	return nil
}

func settingsOf(account *sandbox.Account) *settings { return account.Settings.(*settings) }

// Validate refuses numbers below zero and what is no country.
func (s *settings) Validate() error {
	switch {
	case s.Credits < 0:
		return fmt.Errorf("member %q: %d is negative; an account cannot owe", "credits", s.Credits)
	case s.Quota != nil && *s.Quota < 0:
		return fmt.Errorf("member %q: %d is negative; it is the number of messages that may ever be sent", "quota", *s.Quota)
	case s.ImportRows < 0 || s.ImportRows > maxImportRows:
		return fmt.Errorf("member %q: %d is not from 0 to %d", "importRows", s.ImportRows, maxImportRows)
	case s.ImportBytes < 0 || s.ImportBytes > maxImportBytes:
		return fmt.Errorf("member %q: %d is not from 0 to %d", "importBytes", s.ImportBytes, maxImportBytes)
	}
	for _, country := range s.Countries {
		if len(country) != 2 || strings.ToUpper(country) != country {
			return fmt.Errorf("member %q: %q is no ISO 3166 country code like \"FR\"", "countries", country)
		}
	}
	return s.Settings.Validate()
}

// key is in a header whose name has any letter case.
func key(header http.Header, _ *web.Fields) string { return header.Get("X-Primotexto-ApiKey") }

func admit(route *web.Route, key string, malformed error) error {
	switch {
	case key == "":
		return errAuthentication
	case route.BodyLimit > 0 && errors.Is(malformed, web.ErrTooLarge): // an import
		return errFileTooLarge
	case malformed != nil:
		return errInvalidJSON
	}
	return nil
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
