package contracts

import (
	"io/fs"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/fixtures"
)

func scriptFiles(t testing.TB) []string {
	t.Helper()
	names, err := fs.Glob(files, "*/*.txt")
	require.NoError(t, err)
	var texts []string
	for _, name := range names {
		text, err := files.ReadFile(name)
		require.NoError(t, err)
		texts = append(texts, string(text))
	}
	return texts
}

func TestScripts(t *testing.T) {
	scripts, err := Scripts()
	require.NoError(t, err)
	var names []string
	keys := map[string]string{}
	for _, script := range scripts {
		names = append(names, script.Name)
		assert.Regexp(t, `^[a-z0-9-]{32}$`, script.Key, script.Name)
		assert.Empty(t, keys[script.Key], "%s has the key of another script", script.Name)
		keys[script.Key] = script.Name
	}
	assert.True(t, slices.IsSorted(names), names)
	assert.Contains(t, names, "smspartner/me.txt")
	assert.Contains(t, names, "primotexto/account_stats.txt")
	assert.Contains(t, names, "control/health.txt")
}

// A typing mistake in a path is found here, and not only when a server runs.
func TestScriptsNameFixturesThatCanBeRead(t *testing.T) {
	scripts, err := Scripts()
	require.NoError(t, err)
	for _, script := range scripts {
		for _, step := range script.Steps {
			if step.Fixture != "" {
				text, err := fixtures.Read(step.Fixture)
				require.NoError(t, err, script.at(step.basisAt))
				_, err = parseJSON(text)
				assert.NoError(t, err, script.at(step.basisAt))
			}
			if step.XML != "" {
				text, err := fixtures.Read(step.XML)
				require.NoError(t, err, script.at(step.xmlAt))
				_, err = readXML(text)
				assert.NoError(t, err, script.at(step.xmlAt))
			}
		}
	}
}

func TestAccountKey(t *testing.T) {
	for _, name := range []string{"smspartner/send.txt", "a", "invalid.txt", "wrong.txt", "Été", ""} {
		script := &Script{Key: accountKey(name)}
		assert.Regexp(t, `^fake-[a-z0-9-]{27}$`, script.Key, name)
		assert.Regexp(t, `^invalid-[a-z0-9-]{24}$`, script.wrongKey(), name)
		assert.Equal(t, script.Key, accountKey(name), "the same every time")
	}
	assert.NotEqual(t, accountKey("smspartner/contact_add_bulk.txt"), accountKey("smspartner/contact_add_list.txt"))
	assert.Equal(t, "invalid-short", (&Script{Key: "short"}).wrongKey())
}
