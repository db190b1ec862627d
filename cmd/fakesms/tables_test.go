package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/emulator"
)

// The tables in the README are what the commands print.
func TestReadmeTables(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	for _, command := range []string{"errors", "numbers", "quirks"} {
		got := runWith(t, "", nil, command)
		require.Zero(t, got.code, got.stderr)
		assert.True(t, strings.Contains(string(readme), got.stdout), "the README's table of %s is another; print it anew with fakesms %s", command, command)
	}
}

// An id is that of one run of a story: nobody could repeat a request that has it.
func TestErrorsNameNoIDs(t *testing.T) {
	got := runWith(t, "", nil, "errors")
	assert.NotRegexp(t, `\{id\}[0-9a-f]`, got.stdout)
	assert.NotRegexp(t, `(messageId|contactId|groupId)"?[=:]"?[0-9]{6}`, got.stdout)
}

// Every error has a request that gives it, or a reason why none does.
func TestEveryErrorIsReachedByAContract(t *testing.T) {
	ways, err := playContracts(t.Context())
	require.NoError(t, err)
	all, err := emulator.Errors()
	require.NoError(t, err)
	for _, e := range all {
		if e.Unreachable != "" {
			assert.Empty(t, ways[wayKey(e.Provider, e.Code, e.Text)], "%s %d %s is reached", e.Provider, e.Code, e.Text)
			continue
		}
		assert.NotEmpty(t, ways.to(e), "no contract reaches %s %d %s", e.Provider, e.Code, e.Text)
	}
}

func TestQuirkFlags(t *testing.T) {
	url, stop := start(t, nil, "--addr", "127.0.0.1:0", "--quirk", "smspartner.me-credits=2018", "--quirk", "smspartner.error-status=200")
	assert.Contains(t, get(t, url+"/v1/me?apiKey=k"), "creditSmsLowCost")
	assert.Zero(t, stop())
	for _, bad := range []string{"smspartner.me-credits", "smspartner.me-credits=2024", "me-credits=2018"} {
		got := runWith(t, "", nil, "--quirk", bad)
		assert.Equal(t, 1, got.code)
		assert.Contains(t, got.stderr, strings.SplitN(bad, "=", 2)[0])
	}
}
