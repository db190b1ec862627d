package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// built is where the program is, made by the first test that needs it.
var built = sync.OnceValues(func() (string, error) {
	path := filepath.Join(buildFolder, "fakesms")
	return path, exec.Command("go", "build", "-o", path, ".").Run()
})

var buildFolder string

func TestMain(m *testing.M) {
	var err error
	if buildFolder, err = os.MkdirTemp("", "fakesms"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(buildFolder)
	os.Exit(code)
}

// startBinary starts the program as a process of its own.
func startBinary(t *testing.T, args ...string) (url string, process *exec.Cmd) {
	t.Helper()
	path, err := built()
	require.NoError(t, err)
	process = exec.Command(path, append([]string{"--addr", "127.0.0.1:0"}, args...)...)
	out, err := process.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, process.Start())
	t.Cleanup(func() {
		_ = process.Process.Kill() // it may have ended
		_ = process.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	return strings.TrimPrefix(strings.TrimSpace(line), "fakesms listening on "), process
}

// end asks the process to stop and returns how it did.
func end(t *testing.T, process *exec.Cmd) error {
	t.Helper()
	require.NoError(t, process.Process.Signal(syscall.SIGTERM))
	return process.Wait()
}
