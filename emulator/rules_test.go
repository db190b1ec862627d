package emulator

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/contracts"
	"github.com/fakesms/fakesms/emulator/internal/web"
	"github.com/fakesms/fakesms/fixtures"
)

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(text)
}

// fileName is an endpoint's one name, as files spell it. A second spelling of a
// path, which some page has, goes by the name of the first.
func fileName(endpoint string) string {
	alias := map[string]string{"groupe/delete": "group/delete", "subaccount/delete": "subaccount/remove"}
	if first := alias[endpoint]; first != "" {
		endpoint = first
	}
	return strings.NewReplacer("/", "_", "-", "_").Replace(endpoint)
}

func TestEveryRouteHasItsFileContractAndRow(t *testing.T) {
	routes, err := Routes()
	require.NoError(t, err)
	readme := readFile(t, "../README.md")
	var rows []string
	for _, r := range routes {
		assert.FileExists(t, filepath.Join(r.Provider, fileName(r.Endpoint)+".go"))
		contract := readFile(t, filepath.Join("../contracts", r.Provider, fileName(r.Endpoint)+".txt"))
		assert.Contains(t, contract, "\n"+r.Method+" "+r.Path, "the contract asks its own endpoint")
		rows = append(rows, fmt.Sprintf("| %s | `%s` | %s | %s |", r.Method, r.Path, r.Evidence, r.Documentation))
	}
	table := regexp.MustCompile("(?m)^\\| (?:GET|POST|DELETE|PUT) \\| `/v.*$").FindAllString(readme, -1)
	assert.Equal(t, rows, table, "README table")
}

// TestRoutesClaimNoMoreThanTheirFixtures: a route's evidence is the strongest
// class among the fixtures that its own contract holds a success against.
func TestRoutesClaimNoMoreThanTheirFixtures(t *testing.T) {
	classes := fixtureClasses(t)
	scripts := scriptsByName(t)
	strength := []string{"recorded", "published", "client", "reading", "assumed"}
	routes, err := Routes()
	require.NoError(t, err)
	for _, r := range routes {
		folder := r.Provider + "/" + strings.ReplaceAll(fileName(r.Endpoint), "_", "-") + "/"
		best := "client" // what clients read and send is why a route is there at all
		for _, step := range scripts[r.Provider+"/"+fileName(r.Endpoint)+".txt"].Steps {
			if step.Status == http.StatusOK && strings.HasPrefix(step.Fixture, folder) {
				if class := classes[step.Fixture]; slices.Index(strength, class) < slices.Index(strength, best) {
					best = class
				}
			}
		}
		assert.Equal(t, best, r.Evidence, r.Path)
	}
}

// fixtureClasses gives each fixture its evidence; a reading has that of what it
// reads.
func fixtureClasses(t *testing.T) map[string]string {
	t.Helper()
	index, err := fixtures.Index()
	require.NoError(t, err)
	classes := map[string]string{}
	for _, entry := range index {
		classes[entry.Path] = entry.Evidence
	}
	for _, entry := range index {
		if entry.Evidence == "reading" {
			classes[entry.Path] = classes[entry.Source]
		}
	}
	return classes
}

func scriptsByName(t *testing.T) map[string]*contracts.Script {
	t.Helper()
	scripts, err := contracts.Scripts()
	require.NoError(t, err)
	byName := map[string]*contracts.Script{}
	for _, script := range scripts {
		byName[script.Name] = script
	}
	return byName
}

func mustDialects(t *testing.T) []*web.Dialect {
	t.Helper()
	all, err := dialects(nil)
	require.NoError(t, err)
	return all
}

func TestEveryErrorSaysWhatItRestsOn(t *testing.T) {
	classes := []web.Evidence{web.Recorded, web.Published, web.Client, web.Assumed}
	for _, dialect := range mustDialects(t) {
		last := 0
		seen := map[string]bool{}
		for _, e := range dialect.Catalogue {
			line := fmt.Sprint(e.Code, " ", e.Text)
			assert.False(t, seen[line], "%s stands there twice", line)
			seen[line] = true
			assert.Contains(t, classes, e.Evidence, e.Text)
			assert.True(t, e.Source != "" || e.Evidence == web.Assumed, "%s has no source", e.Text)
			assert.GreaterOrEqual(t, e.Code, last, "the catalogue is in the order of the codes")
			last = e.Code
		}
	}
}

// TestImportsPointInward: internal packages name no provider, providers do not
// know each other, nothing below cmd knows the command line.
func TestImportsPointInward(t *testing.T) {
	forbidden := map[string]*regexp.Regexp{
		"internal":   regexp.MustCompile(`(?i)smspartner|sms partner|primotexto`),
		"smspartner": regexp.MustCompile(`(?i)primotexto|/control"`),
		"primotexto": regexp.MustCompile(`(?i)smspartner|/control"`),
		"control":    regexp.MustCompile(`emulator/(smspartner|primotexto)"`),
	}
	for folder, words := range forbidden {
		err := filepath.WalkDir(folder, func(path string, _ os.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
				assert.Empty(t, words.FindString(readFile(t, path)), path)
			}
			return err
		})
		require.NoError(t, err)
	}
}

// TestDirectDependencies: a new one needs its line in docs/decisions.md.
func TestDirectDependencies(t *testing.T) {
	decisions := readFile(t, "../docs/decisions.md")
	block := regexp.MustCompile(`(?s)require \((.*?)\)`).FindStringSubmatch(readFile(t, "../go.mod"))
	require.NotNil(t, block)
	for line := range strings.Lines(block[1]) {
		if module, _, found := strings.Cut(strings.TrimSpace(line), " "); found && !strings.Contains(line, "// indirect") {
			assert.Contains(t, decisions, "- `"+module+"`")
		}
	}
}

// TestReadmeCommands: what the README tells a newcomer to type is what runs.
func TestReadmeCommands(t *testing.T) {
	readme, ci := readFile(t, "../README.md"), readFile(t, "../.ci/run")
	var commands []string
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(readme, -1) {
		commands = append(commands, strings.Split(strings.TrimSpace(block[1]), "\n")...)
	}
	assert.Equal(t, []string{"go run ./cmd/fakesms", "docker build -t fakesms .", "docker run --rm -p 8026:8026 fakesms", "go test ./..."}, commands)
	assert.FileExists(t, "../cmd/fakesms/main.go")
	assert.FileExists(t, "../Dockerfile")
	// The CI takes the test command from the README itself.
	assert.Contains(t, ci, "command=$(grep -x 'go test .*' README.md)\n")
	assert.Contains(t, ci, "\n$command\n")
	assert.Contains(t, readme, "prints `fakesms listening on http://127.0.0.1:8026`")
}

// TestReadmeExamples plays the README's examples, in order, against one server
// that is started as they say.
func TestReadmeExamples(t *testing.T) {
	readme := readFile(t, "../README.md")
	start := regexp.MustCompile("`go run ./cmd/fakesms --freeze --time ([^`]+)`").FindStringSubmatch(readme)
	require.NotNil(t, start)
	e := newEmulator(t, func(o *Options) { require.NoError(t, o.Time.UnmarshalText([]byte(start[1]))) })
	examples := regexp.MustCompile(`(?m)^\$ curl -s '?http://127\.0\.0\.1:8026([^ ']+)'?(?: -H '([^']*)')?(?: -d '([^']*)')?\n(.*)$`)
	found := examples.FindAllStringSubmatch(readme, -1)
	require.Len(t, found, strings.Count(readme, "\n$ "), "every example is one that this test can read")
	for _, x := range found {
		method := "GET"
		if x[3] != "" {
			method = "POST"
		}
		assert.Equal(t, x[4], strings.TrimSpace(call(t, e, method, x[1], x[3], x[2]).body), x[0])
	}
}

// TestReadmeRecipes: the recipes are the tests that run.
func TestReadmeRecipes(t *testing.T) {
	source := readFile(t, "emulatortest/recipes_test.go")
	recipes := regexp.MustCompile(`(?ms)^// recipe: [^\n]+\n(func .*?^}\n)`).FindAllStringSubmatch(source, -1)
	shown := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(readFile(t, "../README.md"), -1)
	require.Len(t, shown, len(recipes))
	for i := range recipes {
		assert.Equal(t, recipes[i][1], shown[i][1])
	}
}
