package smspartner

import (
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/sms"
)

// maxParts is how many parts a message may have.
const maxParts = 10

// composed is a message's text as the handset shows it, and its size as it is
// charged. The two differ in line breaks: ":br:" is one on the handset, but
// counts as two characters.
type composed struct {
	text string
	size sms.Size
}

// compose makes the text that is sent of the text that was asked for. In Unicode
// nothing is replaced. The suffix, the STOP mention, counts like the rest.
func compose(text, suffix string, unicode bool) composed {
	text = strings.ReplaceAll(text, ":euro:", "€") + suffix
	measure := sms.MeasureUCS2
	if !unicode {
		text = replace(text)
		measure = sms.Measure
	}
	return composed{
		text: strings.ReplaceAll(text, ":br:", "\n"),
		size: measure(strings.ReplaceAll(text, ":br:", "\r\n")),
	}
}

// Preview is a text as a handset shows it after the provider's replacements, and
// its size as it is charged, when it is sent without isUnicode.
func Preview(text string) (string, sms.Size) {
	made := compose(text, "", false)
	return made.text, made.size
}

// replace carries out the documented replacement table. What is neither in it
// nor in GSM 03.38 becomes a question mark (assumed).
// https://github.com/toodiz/docpartner envois_smsp4.md
func replace(text string) string {
	if !strings.ContainsFunc(text, mayChange) {
		return text
	}
	var out strings.Builder
	out.Grow(len(text))
	for _, r := range text {
		substitute, listed := replacement(r)
		switch {
		case listed:
			out.WriteString(substitute)
		case sms.InGSM7(r):
			out.WriteRune(r)
		default:
			out.WriteByte('?')
		}
	}
	return out.String()
}

// mayChange finds texts that must be looked at: most are plain ASCII.
func mayChange(r rune) bool {
	return r < ' ' || r > 'z' || r >= '[' && r <= '`'
}

// replacement is the table. It is not GSM 03.38: signs of that alphabet are
// replaced too, those of its extension among them.
func replacement(r rune) (string, bool) {
	switch r {
	case 'ą':
		return "à", true
	case 'ç':
		return "Ç", true
	case 'û', 'ü', 'µ':
		return "u", true
	case 'ï', 'î':
		return "i", true
	case 'ô', 'ö', 'ó':
		return "o", true
	case 'ë', 'ê':
		return "e", true
	case 'ä', 'á', 'â', 'ã':
		return "a", true
	case 'ÿ':
		return "y", true
	case 'ñ':
		return "n", true
	case 'Ñ':
		return "N", true
	case 'À', 'Á', 'Â', 'Ã', 'Ä':
		return "A", true
	case 'È', 'Ê', 'Ë':
		return "E", true
	case 'Î':
		return "I", true
	case 'Ö', 'Ô':
		return "O", true
	case 'Ü', 'Ù', 'Ú', 'Û':
		return "U", true
	case 'Ý':
		return "Y", true
	case 'œ':
		return "oe", true
	case '[', '{':
		return "(", true
	case ']', '}':
		return ")", true
	case '’', '‘', '`', '“':
		return "'", true // the page's typography turned the straight sign into a curly one
	case '«', '»':
		return `"`, true // likewise
	case '°':
		return ".", true
	case '^', '~', '|', '\\', '¨', '§':
		return "", true
	}
	return "", false
}
