package courier

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTargetsBeyondTheOwnNetwork(t *testing.T) {
	c := newCourier(t)
	for url, why := range map[string]string{
		"http://203.0.113.1/":                  "refused: 203.0.113.1 is neither",
		"https://203.0.113.1:8443/":            "refused: 203.0.113.1 is neither",
		"http://[2001:db8::1]/":                "refused: 2001:db8::1 is neither",
		"http://[::ffff:203.0.113.1]/":         "refused: 203.0.113.1 is neither",
		"http://169.254.169.254/latest":        "refused: 169.254.169.254 is a cloud",
		"http://[::ffff:169.254.169.254]:80/":  "refused: 169.254.169.254 is a cloud",
		"http://[::ffff:a9fe:a9fe]/":           "refused: 169.254.169.254 is a cloud",
		"http://user:pass@[fd00:ec2::254]/":    "refused: fd00:ec2::254 is a cloud",
		"http://2130706433/":                   "refused: 2130706433 is a number",
		"http://0x7f000001/":                   "refused: 0x7f000001 is a number",
		"http://0X7F000001/":                   "refused: 0x7f000001 is a number",
		"http://127.1/":                        "refused: 127.1 is a number",
		"http://0177.0.0.01/":                  "refused: 0177.0.0.01 is a number",
		"http://2852039166./latest/meta-data/": "refused: 2852039166 is a number",
	} {
		result := send(c, url)
		assert.True(t, result.Refused, url)
		assert.Zero(t, result.Status)
		assert.True(t, strings.HasPrefix(result.Error, why), result.Error)
	}
}

func TestUnusableURLs(t *testing.T) {
	c := newCourier(t)
	for _, url := range []string{
		"", "app", "app:80", "//app/dlr", "/dlr", "ftp://x", "file:///etc/passwd", "javascript:x", "http:app", "http:///", "http:///dlr",
		"http://:80", "http://./", "http://a b/", "http://[::1", "http://app:70000/", "http://app:-1/", "http://%zz/", "http://app/%zz",
	} {
		result := send(c, url)
		result.Took = 0
		assert.Equal(t, Result{Refused: true, Error: `"` + url + `" is no http or https URL`}, result)
	}
	result := send(c, "http://127.0.0.1/?text=a b")
	assert.True(t, result.Refused)
	assert.Equal(t, `"http://127.0.0.1/?text=a b" has a space in its query: write it as %20`, result.Error)
}

func TestReceiver(t *testing.T) {
	for url, want := range map[string]string{
		"http://App.Example.com./x": "app.example.com:80",
		"https://app?x":             "app:443",
		"http://app:8080":           "app:8080",
		"http://[::1]:81/":          "::1:81",
		"ftp://app":                 "",
		"://":                       "",
	} {
		assert.Equal(t, want, receiver(url), url)
	}
}

// TestNamesAreJudgedByTheirAddress has a name server of its own, so that names
// lead where no name may.
func TestNamesAreJudgedByTheirAddress(t *testing.T) {
	var calls atomic.Int32
	server := answering(t, func(http.ResponseWriter, *http.Request) { calls.Add(1) })
	port := server.Listener.Addr().(*net.TCPAddr).Port
	for _, test := range []struct {
		name    string
		address [4]byte
		allow   string
		why     string
	}{
		{"inside.fakesms.example", [4]byte{127, 0, 0, 1}, "x", ""},
		{"outside.fakesms.example", [4]byte{203, 0, 113, 1}, "x", "refused: outside.fakesms.example is 203.0.113.1, which is neither"},
		{"metadata.fakesms.example", [4]byte{169, 254, 169, 254}, "metadata.fakesms.example", "refused: metadata.fakesms.example is 169.254.169.254, which is a cloud"},
		{"fakesms-test-app", [4]byte{169, 254, 169, 254}, "x", "refused: fakesms-test-app is 169.254.169.254, which is a cloud"},
		{"2fakesms-test-app", [4]byte{203, 0, 113, 1}, "x", "refused: 2fakesms-test-app is 203.0.113.1, which is neither"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := newCourier(t, test.allow)
			c.resolver = &net.Resolver{PreferGo: true, Dial: nameServer(t, test.address)}
			result := send(c, fmt.Sprintf("http://%s:%d/", test.name, port))
			if test.why == "" {
				require.Equal(t, 200, result.Status, result.Error)
				return
			}
			assert.True(t, result.Refused, result.Error)
			assert.True(t, strings.HasPrefix(result.Error, test.why), result.Error)
		})
	}
	assert.EqualValues(t, 1, calls.Load())
}
