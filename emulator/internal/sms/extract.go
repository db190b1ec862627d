package sms

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

const (
	link = `(?i)https?://[\pL\pN\[][^\s\pZ<>"]*`

	// notCode finds digits that are no code: those of links, of numbers in the
	// French way (in pairs, with or without the calling code) or with a plus, and
	// of the short code to send STOP to.
	notCode = link +
		`|(?:\+|\b00)33[ .-]?(?:\(0\))?[ .-]?[1-9](?:[ .-]?\d\d){4}\b` +
		`|\b0[1-9](?:[ .-]?\d\d){4}\b` +
		`|\+\d(?:[ .()-]{0,2}\d){6,14}\b` +
		`|\bstop(?:[\s\pZ:]+(?:sms|au|to))*[\s\pZ:]+\d{4,8}\b`
)

// No start waits for these 0.4 ms: they are compiled when first asked for.
var (
	linkPattern    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(link) })
	notCodePattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(notCode) })
)

// Codes are the one-time codes in a text, in its order; nil if it has none. A
// code is a run of 4 to 8 ASCII digits with no letter or digit beside it, so
// that "G-283951" holds one. A code in groups, "123 456" or "123-456", is not
// found. Nor are the digits of links and telephone numbers, and the short code
// in "STOP au 36034". A year or an amount is found: a text does not say what
// its digits are for.
func Codes(text string) []string {
	text = notCodePattern().ReplaceAllLiteralString(text, " ")
	var codes []string
	for _, word := range strings.FieldsFunc(text, isBetweenWords) {
		if len(word) >= 4 && len(word) <= 8 && strings.Trim(word, "0123456789") == "" {
			codes = append(codes, word)
		}
	}
	return codes
}

func isBetweenWords(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// Links are the http and https URLs in a text, in its order, without the
// punctuation that follows them; nil if it has none.
func Links(text string) []string {
	var links []string
	for _, link := range linkPattern().FindAllString(text, -1) {
		links = append(links, strings.TrimRight(link, `.,;:!?)"'`))
	}
	return links
}
