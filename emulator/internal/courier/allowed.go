package courier

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"sync"
)

var (
	hostName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9_-]+(\.[a-z0-9_-]+)*$`) })

	// serviceName is what docker compose calls a service: no public name has a
	// single label.
	serviceName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z][a-z0-9_-]*$`) })
)

// allowed is what may be called beyond the user's own network.
type allowed struct {
	hosts    map[string]bool
	networks []netip.Prefix
}

func parseAllowed(entries []string) (allowed, error) {
	all := allowed{hosts: map[string]bool{}}
	for _, entry := range entries {
		host := normal(entry)
		if network, ok := parseNetwork(entry); ok {
			all.networks = append(all.networks, network)
		} else if hostName().MatchString(host) && !isNumber(host) {
			all.hosts[host] = true
		} else {
			return allowed{}, fmt.Errorf("%q is neither a host name, an address nor a CIDR: write it like api.example.com, 203.0.113.7 or 203.0.113.0/24", entry)
		}
	}
	return all, nil
}

// parseNetwork reads an address as the network of that address alone.
func parseNetwork(entry string) (netip.Prefix, bool) {
	if address, err := netip.ParseAddr(entry); err == nil {
		address = address.Unmap()
		return netip.PrefixFrom(address, address.BitLen()), true
	}
	network, err := netip.ParsePrefix(entry)
	// Addresses are compared unmapped, so a mapped network would match none.
	return network, err == nil && !network.Addr().Is4In6()
}

// judge refuses a host at the address that is about to be dialled, unless the
// address is in the user's own network or allowed.
func (a allowed) judge(host string, address netip.Addr) error {
	host, address = normal(host), address.Unmap().WithZone("")
	if isMetadata(address) {
		return a.judgeMetadata(host, address)
	}
	if isOwn(address) || serviceName().MatchString(host) || a.hosts[host] {
		return nil
	}
	if slices.ContainsFunc(a.networks, func(n netip.Prefix) bool { return n.Contains(address) }) {
		return nil
	}
	what, name := describe(host, address)
	return refusal(fmt.Sprintf("refused: %s neither loopback, private nor link-local; fakesms calls back only into the user's own network: start it with --callback-allow %s to allow it", what, name))
}

// judgeMetadata lets only an entry for exactly that address open it: a name or a
// wide network is seldom meant to give away the machine's credentials.
func (a allowed) judgeMetadata(host string, address netip.Addr) error {
	if slices.Contains(a.networks, netip.PrefixFrom(address, address.BitLen())) {
		return nil
	}
	what, _ := describe(host, address)
	return refusal(fmt.Sprintf("refused: %s a cloud metadata address, which gives away credentials: start fakesms with --callback-allow %s to allow it", what, address))
}

// describe begins a sentence about a host at an address, and tells what to call
// them in the list of allowed ones.
func describe(host string, address netip.Addr) (what, name string) {
	if isAddress(host) {
		return address.String() + " is", address.String()
	}
	return fmt.Sprintf("%s is %s, which is", host, address), host
}

func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

// isOwn tells whether an address is in the user's own network. The unspecified
// ones (0.0.0.0, ::) reach this machine.
func isOwn(a netip.Addr) bool {
	return a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast() || a.IsUnspecified()
}

// isMetadata knows the addresses at which clouds tell a machine its credentials,
// some of which are link-local or private.
func isMetadata(a netip.Addr) bool {
	switch a.String() {
	case "169.254.169.254", "fd00:ec2::254", // EC2, and most other clouds
		"169.254.170.2", "169.254.170.23", "fd00:ec2::23", // ECS and EKS
		"fd20:ce::254",    // Google Cloud
		"100.100.100.200", // Alibaba Cloud
		"192.0.0.192":     // Oracle Cloud
		return true
	}
	return false
}
