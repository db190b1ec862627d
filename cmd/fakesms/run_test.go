package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/emulator"
)

// result is what a command line did.
type result struct {
	code           int
	stdout, stderr string
}

func runWith(t *testing.T, stdin string, env map[string]string, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(t.Context(), process{
		args:   append([]string{"fakesms"}, args...),
		getenv: func(name string) string { return env[name] },
		stdin:  strings.NewReader(stdin), stdout: &stdout, stderr: &stderr,
	})
	return result{code, stdout.String(), stderr.String()}
}

// start runs the server on a free port and returns its URL, and a function that
// stops it and gives its exit code.
func start(t *testing.T, env map[string]string, args ...string) (url string, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, stdout := io.Pipe()
	exit := make(chan int, 1)
	go func() {
		p := process{args: append([]string{"fakesms"}, args...), getenv: func(name string) string { return env[name] }, stdout: stdout, stderr: stdout}
		exit <- run(ctx, p)
		stdout.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	url, found := strings.CutPrefix(strings.TrimSpace(line), "fakesms listening on ")
	require.True(t, found, line)
	stop = func() int {
		cancel()
		return <-exit
	}
	t.Cleanup(func() { cancel() })
	return url, stop
}

func get(t *testing.T, url string) string {
	t.Helper()
	response, err := http.Get(url)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return string(body)
}

func TestServeIsTheCommandThatMayBeLeftOut(t *testing.T) {
	for _, args := range [][]string{{"--addr", "127.0.0.1:0"}, {"serve", "--addr", "127.0.0.1:0"}} {
		url, stop := start(t, nil, args...)
		assert.Contains(t, get(t, url+"/v1/me?apiKey=k"), `"balance":"10225.119"`)
		assert.Equal(t, result{stdout: "ok\n"}, runWith(t, "", nil, "health", url))
		assert.Zero(t, stop())
		assert.Equal(t, 1, runWith(t, "", nil, "health", url).code)
	}
}

func TestFlagsAndTheirEnvironment(t *testing.T) {
	env := map[string]string{
		"FAKESMS_ADDR": "127.0.0.1:0", "FAKESMS_TIME": "2027-01-11T10:00:00+01:00",
		"FAKESMS_FREEZE": "true", "FAKESMS_SEED": "7", "FAKESMS_KEY": "a,b",
	}
	url, stop := start(t, env, "--time", "2028-01-11T10:00:00+01:00")
	assert.JSONEq(t, `{"now":"2028-01-11T09:00:00Z","frozen":true,"next":null}`, get(t, url+"/_fakesms/clock"), "a flag beats the environment")
	assert.Contains(t, get(t, url+"/v1/me?apiKey=b"), `"code":200`)
	assert.Contains(t, get(t, url+"/v1/me?apiKey=c"), `"code":10`)
	assert.Zero(t, stop())
	url, stop = start(t, env, "--key", "c", "--key", "d")
	assert.Contains(t, get(t, url+"/v1/me?apiKey=a"), `"code":10`, "a list of flags replaces that of the environment")
	assert.Contains(t, get(t, url+"/v1/me?apiKey=d"), `"code":200`)
	assert.Zero(t, stop())
	got := runWith(t, "", map[string]string{"FAKESMS_SEED": "x"})
	assert.Equal(t, 2, got.code)
	assert.Contains(t, got.stderr, `FAKESMS_SEED="x"`)
}

func TestCommandLinesThatMakeNoSense(t *testing.T) {
	for _, c := range []struct {
		code int
		want string
		args []string
	}{
		{2, `no command "sreve"`, []string{"sreve"}},
		{2, "-adr", []string{"--adr", ":1"}},
		{2, "serve does not take \"now\"", []string{"serve", "now"}},
		{2, "routes does not take", []string{"routes", "all"}},
		{1, "RFC 3339", []string{"--time", "tomorrow"}},
		{1, "pace -1", []string{"--pace", "-1"}},
		{2, "at least 1", []string{"--max-messages", "0"}},
		{2, "one text", []string{"count"}},
		{2, "count does not take \"texts\"", []string{"count", "two", "texts"}},
		{1, "listen", []string{"--addr", "256.0.0.1:1"}},
	} {
		got := runWith(t, "", nil, c.args...)
		assert.Equal(t, c.code, got.code, "%v: %s", c.args, got.stderr)
		assert.Contains(t, got.stderr, c.want, "%v", c.args)
	}
}

func TestCount(t *testing.T) {
	assert.Equal(t, `{"encoding":"gsm7","parts":1,"units":0,"smspartner":{"text":"","encoding":"gsm7","parts":1},"primotexto":{"refused":[],"parts":1}}`+"\n",
		runWith(t, "", nil, "count", "--json", "").stdout)
	assert.Contains(t, runWith(t, "", nil, "count", "a", "--json").stdout, `"units":1`)
	assert.Contains(t, runWith(t, " a\n", nil, "count", "--json", "-").stdout, `"units":3`, "nothing is trimmed")
	got := runWith(t, "", nil, "count", "l’été à Noël ☃")
	assert.Equal(t, "ucs2, 14 UTF-16 code units, 1 part(s)\nSMS Partner sends 1 part(s): l'été à Noel ?\nPrimotexto refuses it (code 31) for: ’ ë ☃\n", got.stdout)
	assert.Contains(t, runWith(t, "", nil, "count", strings.Repeat("a", 161)).stdout, "gsm7, 161 septets, 2 part(s)")
}

func TestRoutesPrintsEveryRoute(t *testing.T) {
	got := runWith(t, "", nil, "routes")
	assert.Zero(t, got.code)
	routes, err := emulator.Routes()
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(got.stdout), "\n")
	require.Len(t, lines, len(routes)+1)
	for i, r := range routes {
		assert.Equal(t, []string{r.Provider, r.Method, r.Path, r.Evidence, r.Documentation}, strings.Fields(lines[i+1]))
	}
}

func TestVersionAndHelp(t *testing.T) {
	assert.Equal(t, result{stdout: "fakesms " + version() + "\n"}, runWith(t, "", nil, "version"))
	help := runWith(t, "", nil, "--help")
	assert.Zero(t, help.code)
	for _, command := range []string{"serve", "health", "routes", "errors", "quirks", "count", "version"} {
		assert.Contains(t, help.stdout, command)
		own := runWith(t, "", nil, command, "--help")
		assert.Zero(t, own.code, own.stderr)
		assert.Contains(t, own.stdout, "fakesms "+command)
	}
	assert.Contains(t, runWith(t, "", nil, "serve", "--help").stdout, "-max-total-messages")
}

func TestLocalURL(t *testing.T) {
	for addr, want := range map[string]string{
		"": "http://127.0.0.1:8026", ":8026": "http://127.0.0.1:8026", "0.0.0.0:9000": "http://127.0.0.1:9000",
		"[::]:9000": "http://127.0.0.1:9000", "192.0.2.1:80": "http://192.0.2.1:80", "[::1]:80": "http://[::1]:80",
	} {
		assert.Equal(t, want, localURL(addr), addr)
	}
}
