package emulator

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rent orders people of a place and returns the token.
func rent(t *testing.T, e *Emulator, place string, count int) string {
	t.Helper()
	got := call(t, e, "POST", "/v1/location/optin", fmt.Sprintf(
		`{"apiKey":"k","op":"rent","parameters":{"sexe":"m","minAge":18,"maxAge":98,"interest":1},"volumes":{%q:%d}}`, place, count))
	var answer struct{ Token string }
	require.NoError(t, json.Unmarshal([]byte(got.body), &answer))
	require.Len(t, answer.Token, 40, got.body)
	return answer.Token
}

func download(t *testing.T, e *Emulator, token, more string) (people [][]string) {
	t.Helper()
	got := call(t, e, "GET", "/v1/location/file/download?apiKey=k&token="+token+more, "")
	require.Equal(t, 200, got.status, got.body)
	assert.Equal(t, "text/csv", got.header.Get("Content-Type"))
	reader := csv.NewReader(strings.NewReader(got.body))
	reader.Comma = ';'
	people, err := reader.ReadAll()
	require.NoError(t, err)
	assert.Equal(t, []string{"phone", "firstname", "lastname", "zipcode"}, people[0])
	return people[1:]
}

// All the people that there are: every number of the range but the first hundred,
// once.
func TestEveryRentedNumberIsThereOnce(t *testing.T) {
	e := newEmulator(t)
	require.Equal(t, 200, call(t, e, "PUT", "/_fakesms/accounts/smspartner/k", `{"balance":"100000"}`).status)
	rent(t, e, "60200", 7) // the next one begins behind its numbers, and comes round to them
	token := rent(t, e, "60", 9900)
	advance(t, e, "", "5m")
	seen := map[string]bool{}
	for _, person := range download(t, e, token, "") {
		require.Len(t, person, 4)
		seen[person[0]] = true
		assert.NotEmpty(t, person[1])
		assert.NotEmpty(t, person[2])
		assert.Regexp(t, `^60\d{3}$`, person[3])
	}
	require.Len(t, seen, 9900)
	for n := 100; n <= 9999; n++ {
		assert.True(t, seen[fmt.Sprintf("+3363998%04d", n)], n)
	}
}

// The same account is given the same people again; another one other names.
func TestRentedPeopleComeFromTheSeed(t *testing.T) {
	files := make([][][]string, 3)
	for i, seed := range []int64{1, 1, 2} {
		e := newEmulator(t, func(o *Options) { o.Seed = seed })
		token := rent(t, e, "2A", 20)
		advance(t, e, "", "5m")
		files[i] = download(t, e, token, "&_format=xml")
		assert.Equal(t, "+33639980100", files[i][0][0])
		assert.Regexp(t, `^20\d{3}$`, files[i][0][3])
	}
	assert.Equal(t, files[0], files[1])
	assert.NotEqual(t, files[0], files[2])
}

// A file has no message id that a fault could take away.
func TestFaultsOnAFile(t *testing.T) {
	e := newEmulator(t)
	token := rent(t, e, "60200", 2)
	advance(t, e, "", "5m")
	fault := `{"match":{"endpoint":"location/file/download"},"do":{"noMessageId":true}}`
	require.Equal(t, 201, call(t, e, "POST", "/_fakesms/faults?provider=smspartner&key=k", fault).status)
	assert.Len(t, download(t, e, token, ""), 2)
}
