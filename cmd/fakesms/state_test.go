package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func post(url, body string) (int, error) {
	response, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	return response.StatusCode, response.Body.Close()
}

// sends makes a state of some size.
func sends(t *testing.T, url string, count int) {
	t.Helper()
	for i := range count {
		status, err := post(url+"/v1/send", fmt.Sprintf(`{"apiKey":"k","phoneNumbers":"06123%05d","message":"Bonjour"}`, i))
		require.NoError(t, err)
		require.Equal(t, 200, status)
	}
}

// Killed at random moments while it saves, the program always finds a state that
// loads: the last one that was saved whole.
func TestKilledWhileSaving(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	url, process := startBinary(t, "--state", path)
	sends(t, url, 300)
	require.NoError(t, end(t, process))
	for range 10 {
		url, process := startBinary(t, "--state", path)
		saving := make(chan struct{})
		go func() {
			defer close(saving)
			for {
				if _, err := post(url+"/_fakesms/snapshot/save", ""); err != nil {
					return // it was killed
				}
			}
		}()
		for range rand.IntN(200_000) {
			runtime.Gosched()
		}
		require.NoError(t, process.Process.Kill())
		<-saving
		_ = process.Wait()
		assert.True(t, json.Valid(readState(t, path)), "the file is whole")
	}
	url, process = startBinary(t, "--state", path)
	assert.Equal(t, 300, strings.Count(get(t, url+"/_fakesms/messages"), `"text"`))
	require.NoError(t, end(t, process))
}

func readState(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return text
}

// A state that cannot be saved at the end is an error.
func TestStateThatCannotBeSaved(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "gone")
	require.NoError(t, os.Mkdir(folder, 0o700))
	_, process := startBinary(t, "--state", filepath.Join(folder, "state.json"))
	require.NoError(t, os.Remove(folder))
	assert.ErrorContains(t, end(t, process), "exit status 1")
}

// A damaged state is refused at the start, and not written over.
func TestDamagedState(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	require.NoError(t, os.WriteFile(path, []byte("{\n\"version\":1,\n\"seed\":oops}"), 0o600))
	got := runWith(t, "", nil, "--addr", "127.0.0.1:0", "--state", path)
	assert.Equal(t, 1, got.code)
	assert.Contains(t, got.stderr, path+" is damaged and was left as it is: line 3, column")
	assert.Equal(t, "{\n\"version\":1,\n\"seed\":oops}", string(readState(t, path)))
}

// A start that fails, because another server has the port, is as if it had not
// been: the state is what it was, and nothing that it owes was called.
func TestAStartThatFailsLeavesTheState(t *testing.T) {
	called := make(chan bool, 1)
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		called <- true
		w.WriteHeader(http.StatusInternalServerError)
	}))
	defer app.Close()
	path := filepath.Join(t.TempDir(), "state.json")
	url, stop := start(t, nil, "--addr", "127.0.0.1:0", "--state", path)
	_, err := post(url+"/v1/send", `{"apiKey":"k","phoneNumbers":"0639980008","message":"Bonjour","urlDlr":"`+app.URL+`"}`)
	require.NoError(t, err)
	<-called
	_, err = post(url+"/_fakesms/clock", `{"advance":"9s"}`)
	require.NoError(t, err)
	require.Zero(t, stop())
	saved := readState(t, path)
	require.Contains(t, string(saved), `"State":"owed"`)

	other, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer other.Close()
	got := runWith(t, "", nil, "--addr", other.Addr().String(), "--state", path)
	assert.Equal(t, 1, got.code)
	assert.Contains(t, got.stderr, "address already in use")
	assert.Equal(t, string(saved), string(readState(t, path)))
}
