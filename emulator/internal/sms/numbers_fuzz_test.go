package sms_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/nyaruka/phonenumbers"
	"github.com/stretchr/testify/require"
)

func FuzzParse(f *testing.F) {
	seeds := []string{
		"", "abc", "0612345678", "+33 (0)6 12 34 56 78", "0690123456", "0639980000", "36034",
		"15957135105", "0049 1512 3456789", "!+800 0000 0000", "٠٦١٢٣٤٥٦٧٨", "0612345678;ext=5",
		"+5491123456789", "+39 06 1234 5678", "+52 1 55 1234 5678", "+44 0 7911 123456",
	}
	for _, seed := range seeds {
		f.Add(seed)
	}
	e164 := regexp.MustCompile(`^\+[1-9]\d{6,14}$`)
	numbers := sms.NewNumbers()
	f.Fuzz(func(t *testing.T, spelling string) {
		number := numbers.Parse(spelling)
		if number.Kind == sms.Invalid {
			require.Equal(t, sms.Number{}, number)
			requireLibraryRefuses(t, strings.TrimSpace(spelling))
			return
		}
		require.Regexp(t, e164, number.E164)
		require.Equal(t, number, numbers.Parse(number.E164))
	})
}

// requireLibraryRefuses fails if the library finds a spelling valid; letters,
// extensions and more than 15 digits aside.
func requireLibraryRefuses(t *testing.T, spelling string) {
	parsed, err := phonenumbers.Parse(spelling, "FR")
	if err != nil || parsed.GetExtension() != "" || strings.ContainsFunc(spelling, unicode.IsLetter) {
		return
	}
	if e164 := phonenumbers.Format(parsed, phonenumbers.E164); len(e164) <= 16 && len(e164) >= 8 {
		require.False(t, phonenumbers.IsValidNumber(parsed), "%q is %s to the library", spelling, e164)
	}
}

func BenchmarkParseFrenchUnseen(b *testing.B) {
	numbers := sms.NewNumbers()
	spelling := []byte("0")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		spelling = strconv.AppendInt(spelling[:1], int64(610_000_000+i%80_000_000), 10)
		numbers.Parse(string(spelling))
	}
}

func BenchmarkParseForeign(b *testing.B) {
	b.Run("unseen", func(b *testing.B) {
		numbers := sms.NewNumbers()
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			numbers.Parse("+2126" + strconv.Itoa(10_000_000+i%80_000_000))
		}
	})
	b.Run("seen", func(b *testing.B) {
		numbers := sms.NewNumbers()
		b.ReportAllocs()
		for b.Loop() {
			numbers.Parse("+212620123456")
		}
	})
}
