package main

import (
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestExamples runs the examples in other languages against the built program. Where an
// interpreter is missing it says so and skips; .ci/run installs them.
func TestExamples(t *testing.T) {
	url, process := startBinary(t)
	for _, example := range []struct {
		file         string
		interpreters []string
		needs        []string // what must run for the interpreter to be the right one
	}{
		{"otp.php", []string{"php"}, []string{"-r", "exit(extension_loaded('curl') ? 0 : 1);"}},
		{"otp.py", []string{"/usr/bin/python3", "python3"}, []string{"-c", "import requests"}},
		{"otp.mjs", []string{"node", "nodejs"}, []string{"-e", "fetch"}},
	} {
		t.Run(example.file, func(t *testing.T) {
			interpreter := usable(t, example.interpreters, example.needs)
			command := exec.CommandContext(t.Context(), interpreter, "../../examples/"+example.file)
			command.Env = append(os.Environ(), "FAKESMS_URL="+url)
			output, err := command.CombinedOutput()
			require.NoError(t, err, string(output))
			assert.Equal(t, "logged in with 283951\n", string(output))
		})
	}
	assert.NoError(t, end(t, process))
}

// usable is the first interpreter that has what the example needs.
func usable(t *testing.T, interpreters, needs []string) string {
	t.Helper()
	for _, name := range interpreters {
		if exec.CommandContext(t.Context(), name, needs...).Run() == nil {
			return name
		}
	}
	t.Skipf("none of %v is installed, or it lacks what %v asks for", interpreters, needs)
	return ""
}
