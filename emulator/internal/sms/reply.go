package sms

import (
	"strings"
	"unicode"
)

// IsStop tells whether a handset's answer asks for no more messages: its first
// word is STOP, in any letter case and with any signs around it ("Stop.", "STOP
// SMS", "stop 36034"). How the providers decide it is not documented.
func IsStop(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return len(words) > 0 && strings.EqualFold(words[0], "stop")
}

// Split cuts a text into the parts that a handset sends it in. No character is
// split; a text that fits into one part is one.
func Split(text string) []string {
	size := Measure(text)
	if size.Parts == 1 {
		return []string{text}
	}
	cost, room := septets, joinedGSM7
	if size.Encoding == UCS2 {
		cost, room = utf16Units, joinedUCS2
	}
	var parts []string
	start, used := 0, 0
	for i, r := range text {
		if used+cost(r) > room {
			parts = append(parts, text[start:i])
			start, used = i, 0
		}
		used += cost(r)
	}
	return append(parts, text[start:])
}
