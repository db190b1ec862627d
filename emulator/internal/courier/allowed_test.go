package courier

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestJudge(t *testing.T) {
	type list []string
	for _, test := range []struct {
		host, address string
		allow         list
		why           string // how the refusal goes on; "" if there is none
	}{
		{"127.0.0.1", "127.0.0.1", nil, ""},
		{"127.255.0.7", "127.255.0.7", nil, ""},
		{"::1", "::1", nil, ""},
		{"::ffff:127.0.0.1", "::ffff:127.0.0.1", nil, ""},
		{"10.1.2.3", "10.1.2.3", nil, ""},
		{"172.16.0.1", "172.16.0.1", nil, ""},
		{"172.31.255.255", "172.31.255.255", nil, ""},
		{"192.168.1.1", "192.168.1.1", nil, ""},
		{"fd12::1", "fd12::1", nil, ""},
		{"169.254.1.1", "169.254.1.1", nil, ""},
		{"fe80::1%eth0", "fe80::1%eth0", nil, ""},
		{"0.0.0.0", "0.0.0.0", nil, ""},
		{"::", "::", nil, ""},
		{"intranet.example.com", "10.0.0.1", nil, ""},

		{"172.32.0.1", "172.32.0.1", nil, "172.32.0.1 is neither"},
		{"100.64.0.1", "100.64.0.1", nil, "100.64.0.1 is neither"},
		{"224.0.0.1", "224.0.0.1", nil, "224.0.0.1 is neither"},
		{"255.255.255.255", "255.255.255.255", nil, "255.255.255.255 is neither"},
		{"0.1.2.3", "0.1.2.3", nil, "0.1.2.3 is neither"},
		{"::ffff:8.8.8.8", "::ffff:8.8.8.8", nil, "8.8.8.8 is neither"},
		{"2001:db8::1", "2001:db8::1", nil, "2001:db8::1 is neither"},
		{"example.com", "93.184.216.34", nil, "example.com is 93.184.216.34, which is neither"},

		{"app", "93.184.216.34", nil, ""},
		{"App", "93.184.216.34", nil, ""},
		{"app.", "93.184.216.34", nil, ""},
		{"my_app-2", "2001:db8::1", nil, ""},
		{"a.b", "93.184.216.34", nil, "a.b is 93.184.216.34, which is neither"},
		{"2app", "93.184.216.34", nil, "2app is 93.184.216.34, which is neither"},
		{"1572395042", "93.184.216.34", nil, "1572395042 is 93.184.216.34, which is neither"},
		{"0x5db8d822", "93.184.216.34", nil, "0x5db8d822 is 93.184.216.34, which is neither"},
		{"_app", "93.184.216.34", nil, "_app is 93.184.216.34, which is neither"},
		{"", "93.184.216.34", nil, " is 93.184.216.34, which is neither"},

		{"169.254.169.254", "169.254.169.254", nil, "169.254.169.254 is a cloud metadata address"},
		{"169.254.170.2", "169.254.170.2", nil, "169.254.170.2 is a cloud metadata address"},
		{"169.254.170.23", "169.254.170.23", nil, "169.254.170.23 is a cloud metadata address"},
		{"fd00:ec2::254", "fd00:ec2::254", nil, "fd00:ec2::254 is a cloud metadata address"},
		{"fd00:ec2::23", "fd00:ec2::23", nil, "fd00:ec2::23 is a cloud metadata address"},
		{"fd20:ce::254", "fd20:ce::254", nil, "fd20:ce::254 is a cloud metadata address"},
		{"fd20:ce:0::254", "fd20:ce::254%eth0", nil, "fd20:ce::254 is a cloud metadata address"},
		{"100.100.100.200", "100.100.100.200", nil, "100.100.100.200 is a cloud metadata address"},
		{"192.0.0.192", "192.0.0.192", nil, "192.0.0.192 is a cloud metadata address"},
		{"::ffff:a9fe:a9fe", "::ffff:169.254.169.254", nil, "169.254.169.254 is a cloud metadata address"},
		{"app", "169.254.169.254", nil, "app is 169.254.169.254, which is a cloud metadata address"},
		{"app", "::ffff:169.254.169.254", list{"app"}, "app is 169.254.169.254, which is a cloud metadata address"},
		{"api.example.com", "192.0.0.192", list{"api.example.com"}, "api.example.com is 192.0.0.192, which is a cloud metadata address"},
		{"169.254.169.254", "169.254.169.254", list{"169.254.0.0/16", "0.0.0.0/0", "169.254.169.254/31"}, "169.254.169.254 is a cloud metadata address"},
		{"169.254.169.254", "169.254.169.254", list{"169.254.170.2"}, "169.254.169.254 is a cloud metadata address"},
		{"169.254.169.254", "169.254.169.254", list{"169.254.169.254"}, ""},
		{"app", "169.254.169.254", list{"169.254.169.254"}, ""},
		{"169.254.169.254", "169.254.169.254", list{"::ffff:169.254.169.254"}, ""},
		{"fd00:ec2::254", "fd00:ec2::254", list{"fd00:ec2:0::254"}, ""},

		{"api.example.com", "93.184.216.34", list{"api.example.com"}, ""},
		{"API.example.com.", "93.184.216.34", list{"Api.Example.COM"}, ""},
		{"api.example.com", "93.184.216.34", list{"api.example.com."}, ""},
		{"www.api.example.com", "93.184.216.34", list{"api.example.com"}, "www.api.example.com is 93.184.216.34, which is neither"},
		{"example.com", "93.184.216.34", list{"api.example.com"}, "example.com is 93.184.216.34, which is neither"},
		{"example.com", "93.184.216.34", list{"93.184.216.34"}, ""},
		{"example.com", "::ffff:93.184.216.34", list{"93.184.216.34"}, ""},
		{"93.184.216.35", "93.184.216.35", list{"93.184.216.34"}, "93.184.216.35 is neither"},
		{"93.184.216.35", "93.184.216.35", list{"10.9.9.9", "93.184.216.0/24"}, ""},
		{"93.184.216.35", "93.184.216.35", list{"93.184.216.1/24"}, ""},
		{"93.184.217.35", "93.184.217.35", list{"93.184.216.0/24"}, "93.184.217.35 is neither"},
		{"2001:db8::1", "2001:db8::1", list{"2001:db8::/32"}, ""},
		{"2001:db9::1", "2001:db9::1", list{"2001:db8::/32", "0.0.0.0/0"}, "2001:db9::1 is neither"},
	} {
		allowed, err := parseAllowed(test.allow)
		require.NoError(t, err)
		err = allowed.judge(test.host, netip.MustParseAddr(test.address))
		if test.why == "" {
			assert.NoError(t, err, test)
			continue
		}
		if assert.ErrorAs(t, err, new(refusal), test) {
			assert.Regexp(t, `^refused: \Q`+test.why+`\E`, err.Error())
		}
	}
}

func TestRefusalTellsTheWayOut(t *testing.T) {
	for host, want := range map[string]string{
		"example.com": "refused: example.com is 93.184.216.34, which is neither loopback, private nor link-local; " +
			"fakesms calls back only into the user's own network: start it with --callback-allow example.com to allow it",
		"::ffff:93.184.216.34": "refused: 93.184.216.34 is neither loopback, private nor link-local; " +
			"fakesms calls back only into the user's own network: start it with --callback-allow 93.184.216.34 to allow it",
	} {
		assert.EqualError(t, allowed{}.judge(host, netip.MustParseAddr("93.184.216.34")), want)
	}
	assert.EqualError(t, allowed{}.judge("app", netip.MustParseAddr("169.254.169.254")),
		"refused: app is 169.254.169.254, which is a cloud metadata address, which gives away credentials: "+
			"start fakesms with --callback-allow 169.254.169.254 to allow it")
}

func TestAllowList(t *testing.T) {
	for _, entry := range []string{"app", "api.example.com", "A.b.", "10.0.0.1", "::1", "fe80::1%eth0", "10.0.0.0/8", "2001:db8::/32", "::ffff:8.8.8.8"} {
		_, err := New([]string{entry})
		assert.NoError(t, err)
	}
	for _, entry := range []string{
		"", ".", " app", "a,b", "*", "*.example.com", "http://example.com", "example.com:80", "example.com/path",
		"10.0.0.0/33", "10.0.0/8", "[::1]", "::ffff:8.8.8.0/120", "2130706433", "0x7f000001", "127.1", "256.1.1.1", "é.fr", "a..b",
	} {
		_, err := New([]string{"fine.example.com", entry})
		assert.ErrorContains(t, err, `"`+entry+`" is neither a host name, an address nor a CIDR: write it like api.example.com, 203.0.113.7 or 203.0.113.0/24`)
	}
}
