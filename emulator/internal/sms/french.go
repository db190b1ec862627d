package sms

import "strings"

// french is a French number as it was spelled.
type french struct {
	national [9]byte // the ASCII digits without the leading 0, the first is 1 to 9
	domestic bool    // spelled without the calling code 33
}

// readFrench reads the usual spellings of a French number without the library,
// which takes 20 µs and 80 allocations. It reports false for everything else, also for
// what the library may still make sense of.
func readFrench(spelling string) (french, bool) {
	var digits [len("0033") + len("0612345678")]byte
	count := 0
	for i, r := range spelling {
		switch r {
		case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			if count == len(digits) {
				return french{}, false
			}
			digits[count] = byte(r)
			count++
		case '+':
			if i > 0 {
				return french{}, false
			}
		case ' ', '\u00a0', '.', '-', '/', '(', ')':
		default:
			return french{}, false
		}
	}
	return frenchDigits(string(digits[:count]), strings.HasPrefix(spelling, "+"))
}

// frenchDigits tells the calling code from the national number.
func frenchDigits(digits string, plus bool) (french, bool) {
	var f french
	switch {
	case plus:
		if !strings.HasPrefix(digits, "33") {
			return french{}, false
		}
		digits = digits[2:]
	case strings.HasPrefix(digits, "0033"):
		digits = digits[4:]
	case len(digits) > 10 && strings.HasPrefix(digits, "33"):
		digits = digits[2:]
	default:
		f.domestic = true
	}
	// +33 (0)6: the 0 of the domestic spelling, written though not dialled.
	if len(digits) == 10 && digits[0] == '0' {
		digits = digits[1:]
	}
	if len(digits) != len(f.national) || digits[0] == '0' {
		return french{}, false
	}
	copy(f.national[:], digits)
	return f, true
}

// judgeFrench says what a number of the French numbering plan is.
func (n *Numbers) judgeFrench(f french) Number {
	national := string(f.national[:])
	if inFictionRange(national) {
		return Number{E164: "+33" + national, Region: "FR", Kind: Mobile}
	}
	kind := n.frenchKind(national)
	if kind == Unassigned && f.domestic {
		if code := overseasCode(national); code != "" {
			return n.recall(code + national)
		}
	}
	return Number{E164: "+33" + national, Region: "FR", Kind: kind}
}

// frenchKind is the library's verdict on +33 and nine national digits. It
// depends on the first three of them only, so one answer serves a million
// numbers.
//
// The library's verdict may surprise: 07 00 to 07 29 are Unassigned, although
// 07 12 34 56 78 is a favourite of test data.
func (n *Numbers) frenchKind(national string) Kind {
	prefix := national[:3]
	if prefix == "836" {
		// The one exception: the old premium numbers, of which 08 36 04 and
		// 08 36 05 are not in use.
		return askFrench(national)
	}
	entry := &n.prefixes[100*int(prefix[0]-'0')+10*int(prefix[1]-'0')+int(prefix[2]-'0')]
	if kind := Kind(entry.Load()); kind != Invalid {
		return kind
	}
	kind := askFrench(national)
	entry.Store(uint32(kind))
	return kind
}

// overseasCode is the calling code, as "+590", of the overseas department that
// owns a range of the French numbering plan, or "". In France one dials
// 0690 12 34 56 for Guadeloupe as if it were at home; from elsewhere it is
// +590 690 12 34 56, and +33 690 12 34 56 does not exist.
func overseasCode(national string) string {
	switch national[:3] {
	case "690", "691", "590": // Guadeloupe, Saint-Martin, Saint-Barthélemy
		return "+590"
	case "694", "594": // French Guiana
		return "+594"
	case "696", "697", "596": // Martinique
		return "+596"
	case "692", "693", "262", "639", "269": // Réunion; Mayotte
		return "+262"
	}
	return ""
}
