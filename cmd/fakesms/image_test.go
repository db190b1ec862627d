package main

import (
	"bytes"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// root is where the Dockerfile is.
const root = "../.."

// TestImage builds the image, runs it and sends a message per provider.
func TestImage(t *testing.T) {
	if os.Getenv("FAKESMS_TEST_IMAGE") == "" {
		t.Skip("FAKESMS_TEST_IMAGE is not set: set it to 1 where a Docker engine answers")
	}
	name := "fakesms-test-" + strings.ToLower(rand.Text())
	build := append([]string{"build", "--force-rm", "-t", name}, builder(t, name+"-builder")...)
	began := time.Now()
	docker(t, append(build, root)...)
	t.Cleanup(func() { docker(t, "rmi", name) })
	size, err := strconv.Atoi(docker(t, "image", "inspect", "-f", "{{.Size}}", name))
	require.NoError(t, err)
	t.Logf("the image has %d bytes; its build took %s", size, time.Since(began).Round(time.Second))
	assert.Less(t, size, 15_000_000, "see docs/decisions.md for what once made it larger")

	docker(t, "create", "--name", name, "-p", "127.0.0.1::8026", name)
	t.Cleanup(func() { removeContainer(t, name) })
	docker(t, "start", name)
	require.Eventually(t, func() bool {
		health, err := tryDocker("inspect", "-f", "{{.State.Health.Status}}", name)
		return err == nil && health == "healthy"
	}, time.Minute, 100*time.Millisecond, "the container becomes healthy")

	sendThrough(t, "http://"+docker(t, "port", name, "8026"))
	user := strings.Fields(docker(t, "top", name, "-o", "pid,uid"))
	assert.Equal(t, "65532", user[len(user)-1], "it does not run as root")
	roots := filepath.Join(t.TempDir(), "roots")
	docker(t, "cp", name+":/etc/ssl/certs/ca-certificates.crt", roots)
	pem, err := os.ReadFile(roots)
	require.NoError(t, err)
	assert.True(t, x509.NewCertPool().AppendCertsFromPEM(pem), "CA roots are inside")

	docker(t, "stop", name)
	assert.Equal(t, "0", docker(t, "inspect", "-f", "{{.State.ExitCode}}", name))
}

// TestBuilderIsTheModulesGo, because the official images never switch to
// another toolchain.
func TestBuilderIsTheModulesGo(t *testing.T) {
	gomod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	require.NoError(t, err)
	assert.Contains(t, string(gomod), "\ngo "+strings.TrimPrefix(standardBuilder(t), "golang:")+"\n", "go.mod and Dockerfile name the same Go")
}

// sendThrough sends one message per provider and reads it back.
func sendThrough(t *testing.T, url string) {
	var sent struct {
		ID       json.Number `json:"message_id"`
		Snapshot string      `json:"snapshotId"`
	}
	require.NoError(t, json.Unmarshal(call(t, "POST", url+"/v1/send", `{"apiKey":"k","phoneNumbers":"0612345678","message":"bonjour"}`), &sent))
	status := call(t, "GET", fmt.Sprintf("%s/v1/message-status?apiKey=k&messageId=%s&phoneNumber=0612345678", url, sent.ID), "")
	assert.Contains(t, string(status), fmt.Sprintf(`"number":"+33612345678","messageId":"%s"`, sent.ID))

	require.NoError(t, json.Unmarshal(call(t, "POST", url+"/v2/notification/messages/send", `{"number":"+33612345678","message":"bonjour","sender":"ACME"}`), &sent))
	status = call(t, "GET", url+"/v2/messages/status?snapshotId="+sent.Snapshot, "")
	assert.Contains(t, string(status), fmt.Sprintf(`{"id":%s,"sent":`, sent.Snapshot))
}

func call(t *testing.T, method, url, body string) []byte {
	t.Helper()
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("X-Primotexto-ApiKey", "k")
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	var answer bytes.Buffer
	_, err = answer.ReadFrom(response.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, response.StatusCode, answer.String())
	return answer.Bytes()
}

// standardBuilder is the builder image that the Dockerfile names.
func standardBuilder(t *testing.T) string {
	t.Helper()
	file, err := os.ReadFile(filepath.Join(root, "Dockerfile"))
	require.NoError(t, err)
	found := regexp.MustCompile(`(?m)^ARG BUILDER=(\S+)$`).FindSubmatch(file)
	require.NotNil(t, found, "the Dockerfile names its builder")
	return string(found[1])
}

// builder is what to tell docker build about the builder image: nothing where
// the standard one is at hand, else to take one that is made of this machine.
func builder(t *testing.T, name string) []string {
	standard := standardBuilder(t)
	if _, err := tryDocker("image", "inspect", standard); err == nil {
		return nil
	}
	_, err := tryDocker("pull", standard)
	if err == nil {
		return nil
	}
	t.Logf("the builder image is made of this machine's Go: %v", err)
	importBuilder(t, name)
	return []string{"--build-arg", "BUILDER=" + name, "--network", "none"}
}

// importBuilder makes an image of this machine's Go, the modules of go.mod and
// the machine's CA roots, at the paths that they have here.
func importBuilder(t *testing.T, name string) {
	goroot := goTool(t, nil, "env", "GOROOT")
	temp := t.TempDir()
	modules := filepath.Join(temp, "modules")
	goTool(t, []string{
		"GOMODCACHE=" + modules, "GOFLAGS=-modcacherw", // or the test could not remove it
		"GOPROXY=file://" + goTool(t, nil, "env", "GOMODCACHE") + "/cache/download," + goTool(t, nil, "env", "GOPROXY"),
	}, "mod", "download")

	args := []string{"import"}
	for _, change := range []string{
		"LABEL fakesms.test=" + name,
		"ENV PATH=" + filepath.Join(goroot, "bin"),
		"ENV GOMODCACHE=" + modules,
		"ENV GOPROXY=off",
		"ENV GOCACHE=" + filepath.Join(temp, "cache"),
		"ENV TMPDIR=" + temp,
	} {
		args = append(args, "--change", change)
	}
	files := exec.Command("tar", "--create", "--dereference", "--file=-", "--directory=/",
		"."+goroot, "."+modules, "./etc/ssl/certs/ca-certificates.crt")
	load := exec.Command("docker", append(args, "-", name)...)
	var problems bytes.Buffer
	files.Stderr, load.Stderr = &problems, &problems
	var err error
	load.Stdin, err = files.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, files.Start())
	t.Cleanup(func() {
		docker(t, "rmi", "--force", name) // by force: the build's own images stand on it
		docker(t, "image", "prune", "--force", "--filter", "label=fakesms.test="+name)
	})
	require.NoError(t, load.Run(), &problems)
	require.NoError(t, files.Wait(), &problems)
}

func goTool(t *testing.T, env []string, args ...string) string {
	t.Helper()
	command := exec.Command("go", args...)
	command.Dir, command.Env = root, append(os.Environ(), env...)
	out, err := command.Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(out))
}

// removeContainer shows what a container said if the test failed.
func removeContainer(t *testing.T, name string) {
	if t.Failed() {
		said, err := tryDocker("logs", name)
		t.Log(said, err)
	}
	docker(t, "rm", "--force", name)
}

// docker gives what the command printed; where it fails, the test does.
func docker(t *testing.T, args ...string) string {
	t.Helper()
	out, err := tryDocker(args...)
	require.NoError(t, err)
	return out
}

func tryDocker(args ...string) (string, error) {
	var stdout, stderr bytes.Buffer
	command := exec.Command("docker", args...)
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Run(); err != nil {
		return "", fmt.Errorf("docker %s: %w\n%s%s", args[0], err, &stdout, &stderr)
	}
	return strings.TrimSpace(stdout.String()), nil
}
