package emulator

import (
	"cmp"
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

// aliases are second spellings of a path, which some page has.
var aliases = map[string]string{"groupe/delete": "group/delete", "subaccount/delete": "subaccount/remove"}

// fileName is an endpoint's one name, as files spell it: lists/{id}/contacts is
// lists_id_contacts. The methods of one path share a file and a contract, and so
// do its spellings. What ends in test is called trial: Go takes name_test.go for a
// test.
func fileName(endpoint string) string {
	if first := aliases[endpoint]; first != "" {
		endpoint = first
	}
	name := strings.NewReplacer("/", "_", "-", "_", "{", "", "}", "").Replace(endpoint)
	if stem, ok := strings.CutSuffix(name, "_test"); ok {
		return stem + "_trial"
	}
	return name
}

var variable = regexp.MustCompile(`\{[^}]*\}`)

// asked is what a contract's request to a route begins with, on a line of its own.
func asked(r Route) *regexp.Regexp {
	path := strings.ReplaceAll(regexp.QuoteMeta(variable.ReplaceAllString(r.Path, "{}")), `\{\}`, `[^/?\s]+`)
	return regexp.MustCompile(`(?m)^` + r.Method + " " + path + `(?:\?.*)?$`)
}

// fixtureFolder is where the bodies of a route are: its endpoint without
// variables, but where a page has a name of its own.
func fixtureFolder(r Route) string {
	named := map[string]string{
		"POST lists":                          "lists-create",
		"POST lists/{id}/contacts":            "contacts-create",
		"POST unsubscribers/default/contacts": "unsubscribers-add",
		"POST marketing/campaigns/{id}/test":  "campaigns-test",
		"POST marketing/campaigns/{id}/send":  "campaigns-send",
	}
	if folder := named[r.Method+" "+r.Endpoint]; folder != "" {
		return r.Provider + "/" + folder + "/"
	}
	plain := strings.Trim(variable.ReplaceAllString(cmp.Or(aliases[r.Endpoint], r.Endpoint), ""), "/")
	return r.Provider + "/" + regexp.MustCompile("/+").ReplaceAllString(plain, "-") + "/"
}

func TestEveryRouteHasItsFileContractAndRow(t *testing.T) {
	routes, err := Routes()
	require.NoError(t, err)
	readme := readFile(t, "../README.md")
	var rows []string
	for _, r := range routes {
		assert.FileExists(t, filepath.Join(r.Provider, fileName(r.Endpoint)+".go"))
		contract := readFile(t, filepath.Join("../contracts", r.Provider, fileName(r.Endpoint)+".txt"))
		assert.Regexp(t, asked(r), contract, "the contract asks its own endpoint")
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
		folder, request := fixtureFolder(r), asked(r)
		best := "client" // what clients read and send is why a route is there at all
		for _, step := range scripts[r.Provider+"/"+fileName(r.Endpoint)+".txt"].Steps {
			own := request.MatchString(step.Method + " " + step.Target)
			if own && step.Status == http.StatusOK && strings.HasPrefix(step.Fixture, folder) {
				if class := classes[step.Fixture]; slices.Index(strength, class) < slices.Index(strength, best) {
					best = class
				}
			}
		}
		if r.Evidence != "assumed" || best != "client" { // no client was seen to read it
			assert.Equal(t, best, r.Evidence, r.Path)
		}
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
		for _, e := range dialect.Catalogue() {
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
// know each other, nothing below cmd knows the command line. gofakeit stays in
// tests, see docs/decisions.md.
func TestImportsPointInward(t *testing.T) {
	forbidden := map[string]*regexp.Regexp{
		".":          regexp.MustCompile(`brianvoe/gofakeit`),
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
