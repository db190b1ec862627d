package smspartner

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// settings are what an account of this provider can be set up with, and what it
// spends. The JSON members are those of PUT /_fakesms/accounts.
type settings struct {
	web.Settings
	Balance        sandbox.Money `json:"balance"` // EUR, "12.500"
	User           user          `json:"user"`
	Unicode        bool          `json:"unicode"`        // false: isUnicode is ignored
	VirtualNumbers []string      `json:"virtualNumbers"` // unset: vn/send accepts any from
	Senders        []string      `json:"senders"`        // unset: any sender is allowed
	LowCost        bool          `json:"lowCost"`        // false: gamme 2 answers 51
	QueueFailure   bool          `json:"queueFailure"`   // true: sends answer 500
	SubAccounts    bool          `json:"subAccounts"`    // false: it may make none
	ReplyURL       string        `json:"replyURL"`       // where answers go, if the send named no other

	MarketingHours  bool     `json:"marketingHours"`  // true: what is sent is marketing; see marketing_hours.go
	Surveys         []string `json:"surveys"`         // unset: any sondageIdent is one
	CallForwarding  bool     `json:"callForwarding"`  // false: vn/callforward answers 14
	DisabledNumbers []string `json:"disabledNumbers"` // virtual numbers for which vn/callforward answers 15

	ChecksPerMinute int  `json:"checksPerMinute"` // calls of hlr/notify, and of lookup, before 429
	RentalFailure   bool `json:"rentalFailure"`   // true: rentals that are ordered from now on fail
}

// user is who /me says the account belongs to.
type user struct {
	Username  string `json:"username"`
	Firstname string `json:"firstname"`
	Lastname  string `json:"lastname"`
}

// newSettings are those of the published /me body.
func newSettings() *settings {
	return &settings{
		Settings: web.Settings{State: web.Active, ShortCode: "36034"},
		Balance:  10225_119,
		User:     user{Username: "exemple@email.com", Firstname: "John", Lastname: "Doe"},
		Unicode:  true,
		LowCost:  true,

		SubAccounts:    true,
		CallForwarding: true,

		ChecksPerMinute: 360,
	}
}

// Prices in EUR. They are those that turn the balance of the published /me body
// into its credits; a foreign destination costs the same here, and an RCS message
// whatever it holds (assumed).
const (
	priceSMS     sandbox.Decimal = 38
	priceLowCost sandbox.Decimal = 23
	priceRCS     sandbox.Decimal = 120 // of the sample of rcs/send
	priceHLR     sandbox.Decimal = 5
	priceContact sandbox.Decimal = 90 // rented, as the published answers have it
	currency                     = "EUR"
)

// amount is a price in an answer: as few decimals as it needs, none if it is
// whole, as PHP writes floats. No sample has a whole one (assumed).
type amount sandbox.Decimal

// MarshalJSON writes 0.038, 0.04, 19.
func (a amount) MarshalJSON() ([]byte, error) {
	return []byte(strings.TrimRight(strings.TrimRight(sandbox.Decimal(a).String(), "0"), ".")), nil
}

// Validate refuses what is no URL, and a limit that nobody could keep.
func (s *settings) Validate() error {
	if s.ChecksPerMinute < 1 {
		return fmt.Errorf("member %q: %d is less than 1", "checksPerMinute", s.ChecksPerMinute)
	}
	if err := web.CheckURL("replyURL", s.ReplyURL); err != nil {
		return err
	}
	return s.Settings.Validate()
}

func settingsOf(account *sandbox.Account) *settings { return account.Settings.(*settings) }

// Parts of the order in which requests are checked are documented nowhere; ours
// is JSON, key, account, required fields, form, numbers, text, credit (assumed).

// key is the query's or the body's apiKey. That a POST may have it in its query
// is assumed: no client does that.
func key(_ http.Header, fields *web.Fields) string { return fields.Text("apiKey") }

func admit(route *web.Route, key string, malformed error) error {
	switch {
	case malformed != nil:
		return errMalformed
	case key == "" && slices.Contains([]string{"subaccount/remove", "subaccount/delete", "vn/callforward"}, route.Endpoint):
		return errNoKeyHere
	case key == "" && ofContacts(route):
		return errUnknownKeySend // code 1 means something else there
	case key == "":
		return errNoKey
	}
	return nil
}

// unknownKey has two spellings: sends were recorded with the first, which the
// pages of some other families print too, those of most others the second.
func unknownKey(route *web.Route) error {
	first := []string{
		"send", "bulk-send", "vn/send", "rcs/send", "sondage/to/send", "vn/callforward", "subaccount/remove", "subaccount/delete",
	}
	if slices.Contains(first, route.Endpoint) || ofContacts(route) {
		return errUnknownKeySend
	}
	return errUnknownKey
}

// ofContacts tells the endpoints of groups and contacts.
func ofContacts(route *web.Route) bool {
	family, _, _ := strings.Cut(route.Endpoint, "/")
	return family == "contact" || family == "group" || family == "groupe"
}

func gate(c *web.Call) error {
	set := settingsOf(c.Account)
	switch {
	case set.State == web.Disabled:
		return errDisabled
	case set.State == web.Blocked:
		return errBlocked
	case set.State == web.APIDenied:
		return errAPIDenied
	case !set.Allows(c.Remote):
		return errAddress
	}
	return nil
}

func unknownRoute(string, string, time.Time) error { return errUnknownRoute }
func wrongMethod(string, string, time.Time) error  { return errWrongMethod }
