package sms

import (
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

// ask has the library read a spelling that readFrench does not know.
func (n *Numbers) ask(spelling string) Number {
	// The library reads vanity numbers (1-800-FLOWERS), and digits out of the
	// middle of a text.
	if strings.ContainsFunc(spelling, unicode.IsLetter) {
		return Number{}
	}
	number := n.readWithLibrary(spelling)
	if number.Kind == Invalid && mayLackPlus(spelling) {
		return n.readWithLibrary("+" + spelling)
	}
	return number
}

// mayLackPlus says whether a spelling has the digits of an international
// number, too many for a French one.
func mayLackPlus(spelling string) bool {
	digits := phonenumbers.NormalizeDigitsOnly(spelling)
	return len(digits) >= 10 && len(digits) <= 15 && digits[0] != '0'
}

func (n *Numbers) readWithLibrary(spelling string) Number {
	// Raw input is kept for the source of the calling code, which goes with it.
	parsed, err := phonenumbers.ParseAndKeepRawInput(spelling, "FR")
	// "0612345678;0612345679" is to the library a number and its extension.
	if err != nil || parsed.GetExtension() != "" {
		return Number{}
	}
	if parsed.GetCountryCode() == 33 {
		return n.judgeFrenchRead(parsed)
	}
	parsed.RawInput = nil // Format would print it where all national digits are 0
	e164 := phonenumbers.Format(parsed, phonenumbers.E164)
	kind := kindOf(parsed)
	if kind == Unassigned && !readsAsItself(e164) {
		return Number{}
	}
	// The library knows German numbers of 17 digits; E.164 allows 15.
	if kind == Invalid || len(e164) < len("+1234567") || len(e164) > len("+123456789012345") {
		return Number{}
	}
	return Number{E164: e164, Region: phonenumbers.GetRegionCodeForNumber(parsed), Kind: kind}
}

// judgeFrenchRead judges a French number that only the library could read, such
// as one in Arabic-Indic digits.
func (n *Numbers) judgeFrenchRead(parsed *phonenumbers.PhoneNumber) Number {
	f, ok := frenchDigits("33"+phonenumbers.GetNationalSignificantNumber(parsed), true)
	if !ok {
		return Number{}
	}
	f.domestic = parsed.GetCountryCodeSource() == phonenumbers.PhoneNumber_FROM_DEFAULT_COUNTRY
	return n.judgeFrench(f)
}

// readsAsItself is false where the library takes the start of an unassigned
// number for a trunk prefix and drops it, one 0 of +3100000001 at each reading.
func readsAsItself(e164 string) bool {
	parsed, err := phonenumbers.Parse(e164, "FR")
	return err == nil && phonenumbers.Format(parsed, phonenumbers.E164) == e164
}

// askFrench is the library's verdict on +33 and nine national digits.
func askFrench(national string) Kind {
	parsed, err := phonenumbers.Parse("+33"+national, "FR")
	if err != nil {
		return Unassigned
	}
	return kindOf(parsed)
}

func kindOf(parsed *phonenumbers.PhoneNumber) Kind {
	switch phonenumbers.GetNumberType(parsed) {
	case phonenumbers.MOBILE, phonenumbers.FIXED_LINE_OR_MOBILE:
		return Mobile
	case phonenumbers.UNKNOWN: // the library's word for: not valid
		// IsPossibleNumber would also accept a number without its area code.
		if phonenumbers.IsPossibleNumberWithReason(parsed) == phonenumbers.IS_POSSIBLE {
			return Unassigned
		}
		return Invalid
	}
	return Fixed
}
