package web

import (
	"fmt"
	"net/netip"
	"net/url"
)

// State is whether an account may use the API.
type State string

// The states of an account.
const (
	Active    State = "active"
	Disabled  State = "disabled"
	Blocked   State = "blocked"
	APIDenied State = "api-denied"
)

// UnmarshalText reads one of the four states.
func (s *State) UnmarshalText(text []byte) error {
	switch state := State(text); state {
	case Active, Disabled, Blocked, APIDenied:
		*s = state
		return nil
	}
	return fmt.Errorf("%q is not known; it is one of active, disabled, blocked, api-denied", text)
}

// Network is an address, or a range of them, that an account accepts.
type Network netip.Prefix

// MarshalText writes an address alone, a range in CIDR notation.
func (n Network) MarshalText() ([]byte, error) {
	prefix := netip.Prefix(n)
	if prefix.IsSingleIP() {
		return prefix.Addr().MarshalText()
	}
	return prefix.MarshalText()
}

// UnmarshalText reads "192.0.2.7" or "192.0.2.0/24".
func (n *Network) UnmarshalText(text []byte) error {
	if address, err := netip.ParseAddr(string(text)); err == nil {
		*n = Network(netip.PrefixFrom(address, address.BitLen()))
		return nil
	}
	prefix, err := netip.ParsePrefix(string(text))
	if err != nil {
		return fmt.Errorf(`%q is no address; write "192.0.2.7" or "192.0.2.0/24"`, text)
	}
	*n = Network(prefix)
	return nil
}

// Settings are what every provider's account can be set up with; the provider's
// own settings embed them.
type Settings struct {
	State      State     `json:"state"`
	AllowedIPs []Network `json:"allowedIPs"` // unset: every address may call
	ShortCode  string    `json:"shortCode"`  // what messages without a sender come from
	// CallbackURL is where messages report to, if their send named no other.
	CallbackURL string `json:"callbackURL"`
}

// Common are the settings that every provider has.
func (s *Settings) Common() *Settings { return s }

// CheckURL says what is wrong with a member that is where callbacks go.
func CheckURL(member, target string) error {
	if target == "" {
		return nil
	}
	parsed, err := url.Parse(target)
	if err != nil || parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https" {
		return fmt.Errorf(`member %q: %q is no URL like "http://127.0.0.1:3000/callback"`, member, target)
	}
	return nil
}

// Validate says what is wrong with the settings as a whole.
func (s *Settings) Validate() error {
	for _, network := range s.AllowedIPs {
		if !netip.Prefix(network).IsValid() {
			return fmt.Errorf("member %q: null is no address", "allowedIPs")
		}
	}
	return CheckURL("callbackURL", s.CallbackURL)
}

// Allows tells whether a client's address, "host:port", may call.
func (s *Settings) Allows(remote string) bool {
	if s.AllowedIPs == nil {
		return true
	}
	address, err := netip.ParseAddrPort(remote)
	if err != nil {
		return false
	}
	for _, network := range s.AllowedIPs {
		if netip.Prefix(network).Contains(address.Addr().Unmap()) {
			return true
		}
	}
	return false
}
