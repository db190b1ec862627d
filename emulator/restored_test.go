package emulator

import (
	"context"
	"encoding/json"
	"net/http"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/contracts"
	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// settled is a snapshot in which nothing is under way, as JSON.
func settled(t testing.TB, e *Emulator) []byte {
	t.Helper()
	for {
		snapshot, err := e.box.Snapshot(nil, true)
		require.NoError(t, err)
		flying := 0
		for _, world := range snapshot.Worlds {
			flying += len(world.Flights)
		}
		if flying == 0 {
			text, err := json.Marshal(snapshot)
			require.NoError(t, err)
			return text
		}
		runtime.Gosched()
	}
}

// Every contract holds in a server that is saved and restored before each of its
// requests: all that an answer rests on is in a snapshot.
func TestContractsHoldThroughRestores(t *testing.T) {
	scripts, err := contracts.Scripts()
	require.NoError(t, err)
	for _, script := range scripts {
		t.Run(script.Name, func(t *testing.T) {
			t.Parallel()
			e := newEmulator(t)
			handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				snapshot, err := sandbox.ReadSnapshot(settled(t, e))
				require.NoError(t, err)
				require.NoError(t, e.box.Restore(snapshot))
				e.ServeHTTP(w, r)
			})
			if err := contracts.Run(context.Background(), contracts.AgainstHandler(handler), script); err != nil {
				t.Error(err)
			}
		})
	}
}
