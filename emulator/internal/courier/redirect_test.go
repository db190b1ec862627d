package courier

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// redirecting starts a receiver that answers /<status>?<target> with a redirect,
// and /end with what it got.
func redirecting(t *testing.T) string {
	t.Helper()
	return answering(t, func(w http.ResponseWriter, r *http.Request) {
		if status, err := strconv.Atoi(r.URL.Path[1:]); err == nil {
			w.Header().Set("Location", r.URL.RawQuery)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, "elsewhere")
			return
		}
		body, _ := io.ReadAll(r.Body)
		_, _ = fmt.Fprintf(w, "%s %s %s %s", r.Method, r.Header.Get("Content-Type"), r.UserAgent(), body)
	}).URL
}

func TestRedirectsThatKeepThePostAreFollowed(t *testing.T) {
	url, c := redirecting(t), newCourier(t)
	for _, status := range []string{"307", "308"} {
		result := sendParcel(c, Parcel{URL: url + "/" + status + "?/end", ContentType: "a/b", Body: []byte("body")})
		assert.Equal(t, "POST a/b fakesms body", result.Answer, result.Error)
	}
}

func TestOtherRedirectsAreAnswers(t *testing.T) {
	url, c := redirecting(t), newCourier(t)
	for _, status := range []int{301, 302, 303} {
		for _, to := range []string{"/end", "http://203.0.113.1/", ""} {
			result := send(c, fmt.Sprintf("%s/%d?%s", url, status, to))
			result.Took = 0
			assert.Equal(t, Result{Status: status, Answer: "elsewhere"}, result, to)
		}
	}
}

func TestEveryHopIsJudged(t *testing.T) {
	url, c := redirecting(t), newCourier(t)
	for to, why := range map[string]string{
		"http://203.0.113.1/":                              "refused: 203.0.113.1 is neither loopback",
		"http://[::ffff:169.254.169.254]/latest/meta-data": "refused: 169.254.169.254 is a cloud metadata address",
		"http://2130706433/":                               "refused: 2130706433 is a number",
		"ftp://127.0.0.1/":                                 `"ftp://127.0.0.1/" is no http or https URL`,
	} {
		for _, path := range []string{"/307?", "/308?", "/307?/308?"} {
			result := send(c, url+path+to)
			assert.True(t, result.Refused, result)
			assert.Zero(t, result.Status)
			assert.True(t, strings.HasPrefix(result.Error, why), result.Error)
		}
	}
}

func TestTenRedirectsAreEnough(t *testing.T) {
	url, c := redirecting(t), newCourier(t)
	hops := func(n int) string { return url + strings.Repeat("/307?", n) + "/end" }
	assert.Equal(t, 200, send(c, hops(10)).Status)
	result := send(c, hops(11))
	result.Took = 0
	assert.Equal(t, Result{Error: "more than 10 redirects"}, result)
}
