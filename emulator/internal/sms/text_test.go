package sms_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The vectors are those on which two independent calculators agree.
func TestMeasureVectors(t *testing.T) {
	data, err := os.ReadFile("testdata/segments.json")
	require.NoError(t, err)
	var file struct {
		Vectors []struct {
			Name, Text string
			Encoding   sms.Encoding
			Parts      int
		}
	}
	require.NoError(t, json.Unmarshal(data, &file))
	require.NotEmpty(t, file.Vectors)
	for _, vector := range file.Vectors {
		size := sms.Measure(vector.Text)
		assert.Equal(t, vector.Encoding, size.Encoding, vector.Name)
		assert.Equal(t, vector.Parts, size.Parts, vector.Name)
	}
}

func TestMeasure(t *testing.T) {
	tests := []struct {
		name, text string
		want       sms.Size
	}{
		{"empty", "", sms.Size{Encoding: sms.GSM7, Units: 0, Parts: 1}},
		{"one part, full", strings.Repeat("a", 160), sms.Size{Encoding: sms.GSM7, Units: 160, Parts: 1}},
		{"two parts, full", strings.Repeat("a", 306), sms.Size{Encoding: sms.GSM7, Units: 306, Parts: 2}},
		{"euros, full", strings.Repeat("€", 80), sms.Size{Encoding: sms.GSM7, Units: 160, Parts: 1}},
		{"euros, one too many", strings.Repeat("€", 81), sms.Size{Encoding: sms.GSM7, Units: 162, Parts: 2}},
		// 306 septets, but the escape pair would lie astride the border.
		{"escape pair", strings.Repeat("a", 152) + "€" + strings.Repeat("a", 152),
			sms.Size{Encoding: sms.GSM7, Units: 306, Parts: 3}},
		{"line ends and form feed", "\r\n\f", sms.Size{Encoding: sms.GSM7, Units: 4, Parts: 1}},
		{"cedilla", "ça", sms.Size{Encoding: sms.UCS2, Units: 2, Parts: 1}},
		{"typographic apostrophe", "l’été", sms.Size{Encoding: sms.UCS2, Units: 5, Parts: 1}},
		{"emoji", "😀", sms.Size{Encoding: sms.UCS2, Units: 2, Parts: 1}},
		{"surrogate pair", strings.Repeat("ê", 66) + "😀" + strings.Repeat("ê", 66),
			sms.Size{Encoding: sms.UCS2, Units: 134, Parts: 3}},
	}
	for _, test := range tests {
		assert.Equal(t, test.want, sms.Measure(test.text), test.name)
	}
}

func TestMeasureUCS2(t *testing.T) {
	assert.Equal(t, sms.Size{Encoding: sms.UCS2, Units: 0, Parts: 1}, sms.MeasureUCS2(""))
	assert.Equal(t, sms.Size{Encoding: sms.UCS2, Units: 70, Parts: 1}, sms.MeasureUCS2(strings.Repeat("€", 70)))
	assert.Equal(t, sms.Size{Encoding: sms.UCS2, Units: 71, Parts: 2}, sms.MeasureUCS2(strings.Repeat("a", 71)))
	assert.Equal(t, sms.Size{Encoding: sms.UCS2, Units: 134, Parts: 2}, sms.MeasureUCS2(strings.Repeat("a", 134)))
}

// The tables of GSM 03.38 hold 127 characters, the escape left out, and 10.
func TestInGSM7HoldsTheWholeAlphabet(t *testing.T) {
	basic := "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	extension := "\f^{}\\[~]|€"
	require.Equal(t, 127, utf8.RuneCountInString(basic))
	for r := rune(0); r <= unicode.MaxRune; r++ {
		switch {
		case !utf8.ValidRune(r):
		case strings.ContainsRune(basic, r):
			require.True(t, sms.InGSM7(r), "%q", r)
			require.Equal(t, 1, sms.Measure(string(r)).Units, "%q", r)
		case strings.ContainsRune(extension, r):
			require.True(t, sms.InGSM7(r), "%q", r)
			require.Equal(t, 2, sms.Measure(string(r)).Units, "%q", r)
		default:
			if sms.InGSM7(r) {
				require.Fail(t, "not in GSM 03.38", "%q", r)
			}
		}
	}
}

func TestMeasureDoesNotAllocate(t *testing.T) {
	for _, text := range []string{strings.Repeat("été €", 60), strings.Repeat("fête 😀", 60)} {
		assert.Zero(t, testing.AllocsPerRun(100, func() { sms.Measure(text) }))
	}
}

func FuzzMeasure(f *testing.F) {
	for _, seed := range []string{"", "été", "fête", "\xff", strings.Repeat("€", 80), strings.Repeat("😀", 34)} {
		f.Add(seed, 'a')
		f.Add(seed, '€')
		f.Add(seed, '😀')
	}
	f.Fuzz(func(t *testing.T, text string, next rune) {
		size := sms.Measure(text)
		requireRoom(t, size)
		requireRoom(t, sms.MeasureUCS2(text))
		longer := sms.Measure(text + string(next))
		require.GreaterOrEqual(t, longer.Parts, size.Parts)
		if longer.Encoding == size.Encoding {
			require.Greater(t, longer.Units, size.Units)
		}
	})
}

func requireRoom(t *testing.T, size sms.Size) {
	single, joined := 160, 153
	if size.Encoding == sms.UCS2 {
		single, joined = 70, 67
	}
	require.GreaterOrEqual(t, size.Parts, 1)
	if size.Parts == 1 {
		require.LessOrEqual(t, size.Units, single)
		return
	}
	require.Greater(t, size.Units, single)
	require.LessOrEqual(t, size.Units, size.Parts*joined)
}

func BenchmarkMeasure(b *testing.B) {
	text := strings.Repeat("Code: été €", 28)
	b.ReportAllocs()
	for b.Loop() {
		sms.Measure(text)
	}
}
