package smspartner

import (
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/clbanning/mxj/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

func TestEntryXML(t *testing.T) {
	got := entryXML([]byte(`{"b":true,"n":1.0,"s":"a<b&]]>c","empty":"","list":[],"object":{},"null":null,"nested":[{"x":[1]}],"user":{"name":"A&B"}}`))
	assert.Equal(t, `<?xml version="1.0" encoding="UTF-8"?>
<result xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <entry>true</entry>
  <entry>1.0</entry>
  <entry><![CDATA[a<b&]]]]><![CDATA[>c]]></entry>
  <entry><![CDATA[]]></entry>
  <entry/>
  <entry/>
  <entry xsi:nil="true"/>
  <entry>
    <entry>
      <entry>
        <entry>1</entry>
      </entry>
    </entry>
  </entry>
  <entry>
    <name>A&amp;B</name>
  </entry>
</result>
`, string(got))
}

func TestNothingIsDeclaredThatIsNotUsed(t *testing.T) {
	got := entryXML([]byte(`{"message":"null and void"}`))
	assert.Contains(t, string(got), "<result>\n", "a text that holds the word is no null")
}

func TestJSONIsASCII(t *testing.T) {
	got := asciiJSON(web.JSON(map[string]string{"k": "é<&>/ \u2028 😀\x01"}))
	assert.Equal(t, `{"k":"\u00e9<&>/ \u2028 \ud83d\ude00\u0001"}`, string(got))
	assert.Equal(t, `{"k":"v"}`, string(asciiJSON([]byte(`{"k":"v"}`))))
}

// FuzzEncodings: whatever texts an answer holds, its JSON is ASCII, its XML is
// well-formed, and both say the same.
func FuzzEncodings(f *testing.F) {
	f.Add("a", "]]>")
	f.Add("\x00\ufffe", " é😀\r\n")
	f.Fuzz(func(t *testing.T, first, second string) {
		answer := map[string]any{"a": first, "list": []string{second, "x"}}
		body := web.JSON(answer)
		ascii := asciiJSON(body)
		for _, b := range ascii {
			require.Less(t, b, byte(0x80))
		}
		var back struct {
			A    string
			List []string
		}
		require.NoError(t, json.Unmarshal(ascii, &back))

		text := entryXML(body)
		_, err := mxj.NewMapXml(text)
		require.NoError(t, err)
		var read struct {
			Entries []struct {
				Text    string   `xml:",chardata"`
				Entries []string `xml:"entry"`
			} `xml:"entry"`
		}
		require.NoError(t, xml.Unmarshal(text, &read))
		require.Len(t, read.Entries, 2)
		assert.Equal(t, inXML(back.A), read.Entries[0].Text)
		assert.Equal(t, []string{inXML(back.List[0]), "x"}, read.Entries[1].Entries)
	})
}

// inXML is what a text becomes by way of an XML document: characters that XML
// has not are replaced, and a reader turns every line end into "\n".
func inXML(text string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(legal(text))
}
