package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
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
