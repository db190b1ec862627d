package sms

// Encoding is the alphabet that a text is sent in.
type Encoding string

const (
	GSM7 Encoding = "gsm7" // GSM 03.38, seven bits a character
	UCS2 Encoding = "ucs2" // in truth UTF-16: handsets show surrogate pairs
)

// The units that each of several parts has room for.
const (
	joinedGSM7 = 153
	joinedUCS2 = 67
)

// Size is what a text takes on the air.
type Size struct {
	Encoding Encoding
	Units    int // septets, or UTF-16 code units
	Parts    int // the messages that the handset joins, at least 1
}

// Measure sizes a text in GSM-7 if that alphabet has all of its characters,
// else in UCS-2. An empty text is one part.
func Measure(text string) Size {
	for _, r := range text {
		if !InGSM7(r) {
			return MeasureUCS2(text)
		}
	}
	units, parts := fill(text, septets, 160, joinedGSM7)
	return Size{GSM7, units, parts}
}

// MeasureUCS2 sizes a text as if sent in UCS-2, whatever its characters.
func MeasureUCS2(text string) Size {
	units, parts := fill(text, utf16Units, 70, joinedUCS2)
	return Size{UCS2, units, parts}
}

// InGSM7 says whether GSM 03.38 has a character, in its basic table or in its
// extension.
func InGSM7(r rune) bool {
	return septets(r) > 0
}

// fill counts the units of a text and the parts they fill. A part of several
// has less room than a single one: a header tells the handset how to join them.
// The units of one character are never split over two parts, so that the last
// unit of a part may stay empty.
func fill(text string, cost func(rune) int, single, joined int) (units, parts int) {
	parts = 1
	used := 0
	for _, r := range text {
		c := cost(r)
		units += c
		if used+c > joined {
			parts++
			used = 0
		}
		used += c
	}
	if units <= single {
		return units, 1
	}
	return units, parts
}

func utf16Units(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// septets is what a character costs in GSM-7: 1 in the basic table, 2 in the
// extension table, where an escape comes before it, 0 if it is in neither.
func septets(r rune) int {
	switch r {
	case '\f', '^', '{', '}', '\\', '[', '~', ']', '|', '€':
		return 2
	case '`':
		return 0
	case '\n', '\r',
		'£', '¥', 'è', 'é', 'ù', 'ì', 'ò', 'Ç', 'Ø', 'ø', 'Å', 'å',
		'Δ', 'Φ', 'Γ', 'Λ', 'Ω', 'Π', 'Ψ', 'Σ', 'Θ', 'Ξ',
		'Æ', 'æ', 'ß', 'É', '¤', '¡', 'Ä', 'Ö', 'Ñ', 'Ü', '§',
		'¿', 'ä', 'ö', 'ñ', 'ü', 'à':
		return 1
	}
	if ' ' <= r && r <= '~' {
		return 1
	}
	return 0
}
