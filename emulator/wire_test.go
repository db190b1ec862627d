package emulator

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// reply is what came back for one request.
type reply struct {
	status int
	header http.Header
	body   string
}

// call sends one request to a handler; extra are header lines.
func call(t testing.TB, h http.Handler, method, target, body string, extra ...string) reply {
	t.Helper()
	request := httptest.NewRequest(method, target, strings.NewReader(body))
	for _, line := range extra {
		name, value, _ := strings.Cut(line, ": ")
		if name == "Host" {
			request.Host = value
		}
		request.Header.Set(name, value)
	}
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, request)
	return reply{recorder.Code, recorder.Header(), recorder.Body.String()}
}

// raw writes bytes to a real connection and reads one answer.
func raw(t *testing.T, address, text string) (*http.Response, string, net.Conn) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	require.NoError(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
	_, err = io.WriteString(conn, text)
	require.NoError(t, err)
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	require.NoError(t, err)
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(body), conn
}

func listen(t *testing.T, h http.Handler) (address string) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.Listener.Addr().String()
}

// A client that counts characters where it should count bytes cuts its own JSON
// off. It gets the error for that at once, on a connection that then closes: the
// rest of the body must not be read as a request.
func TestContentLengthCountedInCharacters(t *testing.T) {
	address := listen(t, newEmulator(t))
	for _, c := range []struct{ path, key, want string }{
		{"/v1/send", "", `{"success":false,"code":90,"message":"Le JSON est malform\u00e9: erreur de syntaxe"}`},
		{"/v2/notification/messages/send", "X-Primotexto-ApiKey: k\r\n", `{"code":73,"error":"INVALID_JSON"}`},
	} {
		body := `{"apiKey":"k","number":"0612345678","phoneNumbers":"0612345678","message":"été à Noël"}`
		text := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: x\r\n%sContent-Length: %d\r\n\r\n%s", c.path, c.key, len([]rune(body)), body)
		response, answer, conn := raw(t, address, text)
		assert.Equal(t, 400, response.StatusCode)
		assert.Equal(t, c.want, answer)
		assert.True(t, response.Close)
		_, err := conn.Read(make([]byte, 1))
		assert.ErrorIs(t, err, io.EOF)
	}
}

// A connection that breaks in the middle of a body sends nothing and harms
// nobody.
func TestBrokenConnections(t *testing.T) {
	e := newEmulator(t)
	server := httptest.NewServer(e)
	body := `{"apiKey":"k","phoneNumbers":"0612345678","message":"test"}`
	for cut := range len(body) {
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		require.NoError(t, err)
		_, err = fmt.Fprintf(conn, "POST /v1/send HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s", len(body), body[:cut])
		require.NoError(t, err)
		require.NoError(t, conn.Close())
	}
	server.Close() // waits for the requests under way
	assert.Equal(t, `{"messages":[]}`+"\n", call(t, e, "GET", "/_fakesms/messages", "").body)
	assert.Contains(t, call(t, e, "GET", "/v1/me?apiKey=k", "").body, `"balance":"10225.119"`)
}

func TestEnormousBodiesAreMalformed(t *testing.T) {
	e := newEmulator(t)
	huge := `{"apiKey":"k","message":"` + strings.Repeat("a", 5<<20) + `"}`
	assert.Contains(t, call(t, e, "POST", "/v1/send", huge).body, `"code":90`)
	assert.Contains(t, call(t, e, "POST", "/v2/notification/messages/send", huge, "X-Primotexto-ApiKey: k").body, `"code":73`)
}

func TestProviderByPathThenByHost(t *testing.T) {
	e := newEmulator(t)
	for _, c := range []struct{ target, host, want string }{
		{"/v1/nothing", "localhost", `"code":404`},
		{"/v2/nothing", "localhost", `"path":"/v2/nothing"`},
		{"/v2/nothing", "api.smspartner.fr", `"path":"/v2/nothing"`},
		{"/nothing", "api.smspartner.fr", `"Route inconnue"`},
		{"/nothing", "API.primotexto.com:443", `"path":"/nothing"`},
		{"/nothing", "localhost", `{"error":"nothing is at /nothing`},
		{"/v10/me", "localhost", `{"error":"nothing is at /v10/me`},
		{"/_fakesms/health", "api.primotexto.com", `"status":"ok"`},
	} {
		got := call(t, e, "GET", c.target, "", "Host: "+c.host)
		assert.Contains(t, got.body, c.want, "%s %s", c.host, c.target)
		assert.Contains(t, got.header.Get("Content-Type"), "application/json")
	}
}

func TestSlashesAreCollapsedWithoutARedirect(t *testing.T) {
	e := newEmulator(t)
	key := "X-Primotexto-ApiKey: k"
	for _, target := range []string{"/v2//account/stats", "//v2///account//stats//", "/v2/account/stats/"} {
		assert.Equal(t, 200, call(t, e, "GET", target, "", key).status, target)
	}
	assert.Equal(t, 404, call(t, e, "DELETE", "/v2///default/contacts?identifier=%2B33600000000", "", key).status)
	assert.Equal(t, 200, call(t, e, "GET", "//v1//me/?apiKey=k", "").status)
	// A key may hold slashes itself: they are not the path's.
	assert.Contains(t, call(t, e, "PUT", "//_fakesms/accounts/smspartner/a%2F%2Fb/", `{}`).body, `"key":"a//b"`)
}

func TestContentTypesDoNotMatter(t *testing.T) {
	e := newEmulator(t)
	body := `{"apiKey":"k","phoneNumbers":"0612345678","message":"test"}`
	for _, header := range []string{
		"Content-Type: application/json; charset=utf-8", "Content-Type: application/x-www-form-urlencoded",
		"Content-Type: text/plain", "ContentType: application/json", "Content_type: x", "Accept: text/html",
	} {
		got := call(t, e, "POST", "/v1/send", body, header)
		assert.Equal(t, 200, got.status, header)
		assert.Equal(t, "application/json", got.header.Get("Content-Type"))
	}
	form := call(t, e, "POST", "/v1/send", "apiKey=k&phoneNumbers=%2B33612345678&message=test&_format=xml")
	assert.Contains(t, form.body, "<entry>0.038</entry>")
	assert.Equal(t, "application/xml", form.header.Get("Content-Type"))
}

func TestFormatInTheBody(t *testing.T) {
	e := newEmulator(t)
	got := call(t, e, "POST", "/v1/stop-sms/add", `{"apiKey":"k","phoneNumber":"0612345678","_format":"xml"}`)
	assert.Equal(t, "application/xml", got.header.Get("Content-Type"))
	got = call(t, e, "POST", "/v1/stop-sms/add", `{"apiKey":"k","phoneNumber":"12","_format":"xml"}`)
	assert.Equal(t, 400, got.status)
	assert.Equal(t, `<?xml version="1.0" encoding="UTF-8"?>
<result>
  <entry>false</entry>
  <entry>9</entry>
  <entry><![CDATA[Le numéro de téléphone est invalide]]></entry>
</result>
`, got.body)
}

func TestHeaderKeyInAnyLetterCase(t *testing.T) {
	address := listen(t, newEmulator(t))
	for _, name := range []string{"X-Primotexto-ApiKey", "x-primotexto-apikey", "X-PRIMOTEXTO-APIKEY"} {
		response, body, _ := raw(t, address, "GET /v2/account/stats HTTP/1.1\r\nHost: x\r\n"+name+": k\r\n\r\n")
		assert.Equal(t, 200, response.StatusCode, body)
	}
}
