package emulator

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/contracts"
)

// beforeAll is earlier than the start of every contract.
var beforeAll = time.Date(2014, 1, 1, 0, 0, 0, 0, time.UTC)

func newEmulator(t testing.TB, change ...func(*Options)) *Emulator {
	t.Helper()
	options := Options{Time: beforeAll, Freeze: true, Version: "dev"}
	for _, c := range change {
		c(&options)
	}
	e, err := New(options)
	require.NoError(t, err)
	t.Cleanup(func() { _ = e.Close() })
	return e
}

// TestContracts holds the emulator against every contract, each in a server of
// its own.
func TestContracts(t *testing.T) {
	scripts, err := contracts.Scripts()
	require.NoError(t, err)
	require.NotEmpty(t, scripts)
	for _, script := range scripts {
		t.Run(script.Name, func(t *testing.T) {
			t.Parallel()
			target := contracts.AgainstHandler(newEmulator(t))
			if err := contracts.Run(context.Background(), target, script); err != nil {
				t.Error(err)
			}
		})
	}
}
