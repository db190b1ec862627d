package courier

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// refusal is an error that another attempt would meet again.
type refusal string

func (r refusal) Error() string { return string(r) }

// target is the URL that a text stands for, if a callback can be made there.
func target(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil {
		return nil, notHTTP(text)
	}
	return u, usable(u)
}

// usable refuses URLs that no request can be made to.
func usable(u *url.URL) error {
	host := normal(u.Hostname())
	if u.Scheme != "http" && u.Scheme != "https" || host == "" || !validPort(u.Port()) {
		return notHTTP(u.String())
	}
	if !isAddress(host) && isNumber(host) {
		return refusal(fmt.Sprintf("refused: %s is a number, neither a host name nor an address: write an address like 127.0.0.1", host))
	}
	if strings.Contains(u.RawQuery, " ") {
		// The query goes out as it is, and a space would end it.
		return refusal(fmt.Sprintf("%q has a space in its query: write it as %%20", u))
	}
	return nil
}

func notHTTP(text string) error {
	return refusal(fmt.Sprintf("%q is no http or https URL", text))
}

func validPort(port string) bool {
	if port == "" {
		return true
	}
	_, err := strconv.ParseUint(port, 10, 16)
	return err == nil
}

// receiver names the host and port of a URL, for its queue. All unusable URLs
// have one, so that they too are told from a worker.
func receiver(text string) string {
	u, err := target(text)
	if err != nil {
		return ""
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return normal(u.Hostname()) + ":" + port
}

// normal is the one spelling of a host name.
func normal(host string) string {
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// isNumber tells whether the system's resolver may read a name as an address:
// 2130706433, 0x7f000001 and 127.1 are all 127.0.0.1.
func isNumber(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	_, err := strconv.ParseUint(last, 0, 64)
	return err == nil
}
