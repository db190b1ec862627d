package web

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func read(t *testing.T, query, body string) *Fields {
	t.Helper()
	f, err := ReadFields(query, []byte(body))
	require.NoError(t, err)
	return f
}

func TestFieldsUniteQueryAndBody(t *testing.T) {
	f := read(t, "a=q&b=q&plus=+336&pct=%2B336", ` {"b":"j","n":33612345678,"big":12345678901234567890,"t":true,"z":null,"e":"é\n"}`)
	assert.Equal(t, "q", f.Text("a"))
	assert.Equal(t, "j", f.Text("b"), "the body wins")
	assert.Equal(t, " 336", f.Text("plus"))
	assert.Equal(t, "+336", f.Text("pct"))
	assert.Equal(t, "33612345678", f.Text("n"), "a number stays as it was written")
	assert.Equal(t, "12345678901234567890", f.Text("big"))
	assert.Equal(t, "é\n", f.Text("e"))
	assert.Nil(t, f.Get("z"), "null is as good as absent")
	assert.Nil(t, f.Get("B"), "names are case-sensitive")
	assert.Equal(t, "", f.Text("absent"))
}

func TestFieldsTakeAForm(t *testing.T) {
	f := read(t, "", "phoneNumbers=%2B336&message=a+b")
	assert.Equal(t, "+336", f.Text("phoneNumbers"))
	assert.Equal(t, "a b", f.Text("message"))
	assert.JSONEq(t, `"a b"`, string(f.Get("message").Echo()))
}

func TestLastOfTwoEqualNamesWins(t *testing.T) {
	assert.Equal(t, "2", read(t, "", `{"a":1,"a":2}`).Text("a"))
	assert.Equal(t, "2", read(t, "a=1&a=2", "").Text("a"))
}

// Many fields are found by an index, few by looking.
func TestManyFields(t *testing.T) {
	var body strings.Builder
	for n := range 1000 {
		fmt.Fprintf(&body, `"n%d":%d,"twice":%d,`, n, n, n)
	}
	f := read(t, "query=1", "{"+body.String()+`"last":"x"}`)
	assert.Equal(t, "7", f.Text("n7"))
	assert.Equal(t, "999", f.Text("twice"))
	assert.Equal(t, "1", f.Text("query"))
	assert.Nil(t, f.Get("n1000"))
	assert.Len(t, f.Names(), 1003)
	assert.Len(t, f.Unread(), 1000)
	assert.NotContains(t, f.Unread(), "twice")
}

func TestFlags(t *testing.T) {
	f := read(t, "q=1&no=0", `{"one":1,"text":"1","yes":true,"zero":0,"false":false,"null":null,"two":2}`)
	for name, want := range map[string]bool{
		"q": true, "one": true, "text": true, "yes": true,
		"no": false, "zero": false, "false": false, "null": false, "two": false, "absent": false,
	} {
		assert.Equal(t, want, f.Flag(name), name)
	}
}

func TestInts(t *testing.T) {
	f := read(t, "q=+7", `{"n":7,"s":"7","f":7.5,"x":"x","l":[7]}`)
	for _, name := range []string{"q", "n", "s"} {
		n, ok := f.Get(name).Int()
		assert.True(t, ok, name)
		assert.EqualValues(t, 7, n, name)
	}
	for _, name := range []string{"f", "x", "l", "absent"} {
		_, ok := f.Get(name).Int()
		assert.False(t, ok, name)
	}
}

func TestWhatIsNoTextIsAbsent(t *testing.T) {
	f := read(t, "", `{"o":{"a":1},"l":["x"],"b":true,"n":-1.5,"s":"x"}`)
	for name, want := range map[string]string{"o": "", "l": "", "b": "", "n": "-1.5", "s": "x"} {
		assert.Equal(t, want, f.Text(name), name)
	}
}

func TestIDs(t *testing.T) {
	f := read(t, "q=7", `{"n":7,"s":"7","zero":"07","plus":"+7","blank":" 7","f":7.0,"e":7e0,"x":"x"}`)
	for _, name := range []string{"q", "n", "s"} {
		id, ok := f.Get(name).ID()
		assert.True(t, ok, name)
		assert.EqualValues(t, 7, id, name)
	}
	for _, name := range []string{"zero", "plus", "blank", "f", "e", "x", "absent"} {
		_, ok := f.Get(name).ID()
		assert.False(t, ok, name)
	}
}

func TestMalformedBodies(t *testing.T) {
	for _, body := range []string{`{`, `{"a":}`, `{"a":1}x`, `[1`, `{"a":1,}`, `"SEND"`, `hello`, `<a b="c">`, "{\"a\":\"\xff\"}", `{'a':1}`, "=\xff"} {
		_, err := ReadFields("", []byte(body))
		assert.Error(t, err, body)
	}
	for _, body := range []string{"", " \r\n", "[]", "{}", "a=b"} {
		_, err := ReadFields("", []byte(body))
		assert.NoError(t, err, body)
	}
}

func TestUnreadNamesWhatNothingRead(t *testing.T) {
	f := read(t, "q=1&r=1", `{"a":1,"b":{"x":1},"list":[{"in":1,"out":2},{"out":3}],"none":null}`)
	f.Text("a")
	f.Text("r")
	items, ok := f.Get("list").List()
	require.True(t, ok)
	for _, item := range items {
		object, ok := item.Object()
		require.True(t, ok)
		object.Text("in")
	}
	assert.Equal(t, []string{"b", "list[0].out", "list[1].out", "none", "q"}, f.Unread())
}

func TestEchoKeepsTheType(t *testing.T) {
	f := read(t, "", `{"n":1,"s":"1","o":{"a":[1]},"l":[1],"b":true}`)
	for name, want := range map[string]string{"n": `1`, "s": `"1"`, "o": `null`, "l": `null`, "b": `null`, "absent": `null`} {
		assert.Equal(t, want, string(f.Get(name).Echo()))
	}
}

// FuzzReadFields: whatever comes, reading it does not panic, and what is echoed
// is JSON.
func FuzzReadFields(f *testing.F) {
	f.Add("apiKey=k&_format=xml", `{"apiKey":"k","SMSList":[{"phoneNumber":"06","message":null}]}`)
	f.Add("??a=b&a=c;%zz", "a=b&c")
	f.Add("", `[[[[`)
	f.Fuzz(func(t *testing.T, query, body string) {
		fields, err := ReadFields(query, []byte(body))
		if err != nil && fields == nil {
			t.Fatal("fields are there even if the body is malformed: the query still counts")
		}
		fields.Unread()
		for _, name := range fields.Names() {
			value := fields.Get(name)
			value.Text()
			value.Int()
			value.Flag()
			if !json.Valid(value.Echo()) {
				t.Errorf("%q echoes as %q", name, value.Echo())
			}
			items, _ := value.List()
			for _, item := range items {
				item.Object()
			}
			value.Object()
		}
		fields.Unread()
	})
}

func TestNamesAreInTheOrderOfTheRequest(t *testing.T) {
	fields, err := ReadFields("", []byte(`{"contact":{"b":1,"a":{"z":0},"b":2,"\u0063":null},"list":["x"]}`))
	require.NoError(t, err)
	assert.Equal(t, []string{"b", "a", "c"}, fields.Get("contact").Names())
	assert.Nil(t, fields.Get("list").Names())
	assert.Nil(t, fields.Get("absent").Names())
}
