package sms

import (
	"regexp"
	"strings"
)

var (
	linkPattern = regexp.MustCompile(`(?i)https?://[\pL\pN\[][^\s\pZ<>"]*`)

	// notCodePattern finds digits that are no code: those of links, of
	// numbers in the French way (in pairs, with or without the calling code)
	// or with a plus, and of the short code to send STOP to.
	notCodePattern = regexp.MustCompile(linkPattern.String() +
		`|(?:\+|\b00)33[ .-]?(?:\(0\))?[ .-]?[1-9](?:[ .-]?\d\d){4}\b` +
		`|\b0[1-9](?:[ .-]?\d\d){4}\b` +
		`|\+\d(?:[ .()-]{0,2}\d){6,14}\b` +
		`|\bstop(?:[\s\pZ:]+(?:sms|au|to))*[\s\pZ:]+\d{4,8}\b`)

	wordPattern = regexp.MustCompile(`[\pL\pN]+`)
	codePattern = regexp.MustCompile(`^[0-9]{4,8}$`)
)

// Codes are the one-time codes in a text, in its order; nil if it has none. A
// code is a run of 4 to 8 ASCII digits with no letter or digit beside it, so
// that "G-283951" holds one. A code in groups, "123 456" or "123-456", is not
// found. Nor are the digits of links and telephone numbers, and the short code
// in "STOP au 36034". A year or an amount is found: a text does not say what
// its digits are for.
func Codes(text string) []string {
	text = notCodePattern.ReplaceAllLiteralString(text, " ")
	var codes []string
	for _, word := range wordPattern.FindAllString(text, -1) {
		if codePattern.MatchString(word) {
			codes = append(codes, word)
		}
	}
	return codes
}

// Links are the http and https URLs in a text, in its order, without the
// punctuation that follows them; nil if it has none.
func Links(text string) []string {
	var links []string
	for _, link := range linkPattern.FindAllString(text, -1) {
		links = append(links, strings.TrimRight(link, `.,;:!?)"'`))
	}
	return links
}
