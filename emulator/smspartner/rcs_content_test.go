package smspartner

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// What may be in a conversation, at its limits; wrong is the field that is
// complained of, "" if none is.
func TestRCSContent(t *testing.T) {
	many := func(n int) string { return strings.Repeat("é", n) }
	file := func(address string) string { return `"file":{"media":{"fileUrl":"` + address + `"}}` }
	card := func(more string) string { return `"richCard":{"orientation":"VERTICAL"` + more + `}` }
	reply := `{"reply":{"text":"Oui","postbackData":"y"}}`
	for _, c := range []struct{ conversation, wrong string }{
		{`"text":"` + many(3072) + `"`, ""},
		{`"text":"` + many(3073) + `"`, "text"},
		{`"text":7`, ""},
		{`"text":["a"]`, "text"},
		{`"text":null`, "conversation"},
		{``, "conversation"},
		{`"carousel":{}`, "conversation"},
		{file("https://example.com/a.PNG?x=1"), ""},
		{file("https://example.com/a"), ""},
		{file("http://example.com/a.aac"), ""},
		{file("https://example.com/a.zip"), "fileUrl"},
		{file("ftp://example.com/a.png"), "fileUrl"},
		{file("/a.png"), "fileUrl"},
		{file("https://example.com/" + strings.Repeat("a", maxURL)), "fileUrl"},
		{`"file":{}`, "media"},
		{`"file":{"media":[]}`, "media"},
		{`"file":"https://example.com/a.png"`, "file"},
		{card(`,"title":"` + many(200) + `","description":"` + many(500) + `"`), ""},
		{card(`,"title":"` + many(201) + `"`), "title"},
		{card(`,"description":"` + many(501) + `"`), "description"},
		{card(`,"media":{"fileUrl":"https://example.com/a.mp4"}`), ""},
		{card(`,"media":{"fileUrl":"https://example.com/a.mp3"}`), "fileUrl"},
		{card(""), "richCard"},
		{`"richCard":{"title":"a"}`, "orientation"},
		{`"richCard":{"title":"a","orientation":"HORIZONTAL","thumbnailImageAlignment":"RIGHT"}`, ""},
		{`"richCard":{"title":"a","orientation":"HORIZONTAL","thumbnailImageAlignment":"UP"}`, "thumbnailImageAlignment"},
		{`"text":"a","suggestions":[` + reply + `,{"action":{}},` + reply + `,` + reply + `]`, ""},
		{`"text":"a","suggestions":[` + strings.Repeat(reply+",", 4) + reply + `]`, "suggestions"},
		{`"text":"a","suggestions":[{"reply":{"text":"Oui","postbackData":"` + many(2048) + `"}}]`, ""},
		{`"text":"a","suggestions":[{"reply":{"text":"Oui","postbackData":"` + many(2049) + `"}}]`, "postbackData"},
		{`"text":"a","suggestions":{}`, "suggestions"},
		{`"text":"a","suggestions":[{"reply":{"text":"Oui"}}]`, "reply"},
		{`"text":"a","suggestions":[{"reply":"Oui"}]`, "reply"},
		{`"text":"a","suggestions":["Oui"]`, "0"},
	} {
		fields, err := web.ReadFields("", []byte(`{"richContent":{"conversation":{`+c.conversation+`}}}`))
		require.NoError(t, err, c.conversation)
		got := readContent(fields.Get("richContent"))
		if c.wrong == "" {
			assert.Empty(t, got.violations, c.conversation)
			assert.NotEmpty(t, got.text, c.conversation)
			continue
		}
		if assert.Len(t, got.violations, 1, c.conversation) {
			assert.True(t, strings.HasSuffix(got.violations[0].ElementID, "children["+c.wrong+"].data"), "%s: %v", c.conversation, got.violations)
		}
	}
}
