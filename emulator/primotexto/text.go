package primotexto

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/fakesms/fakesms/emulator/internal/sms"
)

// alphabet are the documented characters of a message; blank and line breaks
// are taken for granted. All are in GSM 03.38, but that has more: no ç, ê, € or
// square bracket here.
const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" +
	`@£_!$"#èé%ù&ìò()*:+;,<-=ÑñÅ.>Üüåé/?à|^¤{}~\'` + " \n\r"

// maxParts is how long a message may be; code 32 exists, its limit is assumed.
const maxParts = 10

// Refused lists the characters of a text for which the provider refuses it with
// code 31, each once, in their order.
func Refused(text string) []string {
	refused := []string{}
	for _, r := range text {
		if !documented(r) && !slices.Contains(refused, string(r)) {
			refused = append(refused, string(r))
		}
	}
	return refused
}

func documented(r rune) bool { return strings.ContainsRune(alphabet, r) }

// checkText measures a message, or says what is wrong with it.
func (p *provider) checkText(text string) (sms.Size, error) {
	if text == "" {
		return sms.Size{}, errNoContent
	}
	allowed := documented
	if p.wholeAlphabet {
		allowed = sms.InGSM7
	}
	if strings.ContainsFunc(text, func(r rune) bool { return !allowed(r) }) {
		return sms.Size{}, errCharacters
	}
	size := sms.Measure(text)
	if size.Parts > maxParts {
		return sms.Size{}, errTooLong
	}
	return size, nil
}

// checkSender says what is wrong with the name of a sender: it has 3 to 11 letters
// and digits, not all digits. Without one a message comes from the account's short
// code.
func checkSender(name string) error {
	length := utf8.RuneCountInString(name)
	switch {
	case name == "":
		return nil
	case strings.Trim(name, "0123456789") == "":
		return errSenderNumeric
	case strings.ContainsFunc(name, special):
		return errSenderCharacters
	case length < 3:
		return errSenderShort
	case length > 11:
		return errSenderLong
	}
	return nil
}

func special(r rune) bool {
	return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}
