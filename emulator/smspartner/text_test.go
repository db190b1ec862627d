package smspartner

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/fakesms/fakesms/emulator/internal/sms"
)

// The table as its page prints it, right-hand sides that typography spoiled
// excepted.
func TestReplacementTable(t *testing.T) {
	for _, row := range []struct{ from, to string }{
		{"ą", "à"}, {"ç", "Ç"}, {"ûü", "u"}, {"ïî", "i"}, {"ôöó", "o"}, {"ëê", "e"}, {"äáâã", "a"}, {"ÿ", "y"},
		{"ñ", "n"}, {"Ñ", "N"}, {"µ", "u"}, {"ÀÁÂÃÄ", "A"}, {"ÈÊË", "E"}, {"Î", "I"}, {"ÖÔ", "O"}, {"ÜÙÚÛ", "U"},
		{"Ý", "Y"}, {"œ", "oe"}, {"[{", "("}, {"]}", ")"}, {"’‘`“", "'"}, {"«»", `"`}, {"°", "."}, {`^~|\¨§`, ""},
	} {
		for _, r := range row.from {
			assert.Equal(t, row.to, replace(string(r)), string(r))
		}
	}
	for _, kept := range []string{"à", "è", "é", "ù", "ì", "ò", "É", "€", "Ç", "@", "\n", "a B 9"} {
		assert.Equal(t, kept, replace(kept))
	}
	assert.Equal(t, "??", replace("😀☃"), "what is in neither alphabet nor table")
}

func TestComposedTextIsAlwaysGSM7WithoutUnicode(t *testing.T) {
	for r := rune(0); r < 0x3000; r++ {
		got := compose(string(r), "", false)
		assert.Equal(t, sms.GSM7, got.size.Encoding, "%q", r)
	}
}

func TestSizes(t *testing.T) {
	a := func(n int) string { return strings.Repeat("a", n) }
	for _, c := range []struct {
		text, suffix string
		unicode      bool
		parts        int
		shown        string
	}{
		{a(160), "", false, 1, a(160)},
		{a(158) + ":br:", "", false, 1, a(158) + "\n"},
		{a(159) + ":br:", "", false, 2, a(159) + "\n"},
		{a(158) + ":euro:", "", false, 1, a(158) + "€"},
		{a(159) + ":euro:", "", false, 2, a(159) + "€"},
		{a(145), " STOP au 36034", false, 1, a(145) + " STOP au 36034"},
		{a(147), " STOP au 36034", false, 2, a(147) + " STOP au 36034"},
		{a(70), "", true, 1, a(70)},
		{a(71), "", true, 2, a(71)},
		{a(69) + ":br:", "", true, 2, a(69) + "\n"},
		{"ç[😀", "", true, 1, "ç[😀"},
		{"ç[😀", "", false, 1, "Ç(?"},
	} {
		got := compose(c.text, c.suffix, c.unicode)
		assert.Equal(t, c.parts, got.size.Parts, c.text)
		assert.Equal(t, c.shown, got.text)
	}
}
