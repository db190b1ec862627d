package sms_test

import (
	"fmt"
	"math/rand"
	"strings"
	"sync"
	"testing"

	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/nyaruka/phonenumbers"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func mobile(e164, region string) sms.Number {
	return sms.Number{E164: e164, Region: region, Kind: sms.Mobile}
}

func fixed(e164 string) sms.Number {
	return sms.Number{E164: e164, Region: "FR", Kind: sms.Fixed}
}

func unassigned(e164, region string) sms.Number {
	return sms.Number{E164: e164, Region: region, Kind: sms.Unassigned}
}

func TestParseSpellingsOfOneNumber(t *testing.T) {
	spellings := []string{
		"0612345678", "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "06/12/34/56/78",
		"06\u00a012\u00a034\u00a056\u00a078", "(06) 12 34 56 78",
		"+33612345678", "+33 6 12 34 56 78", "(+33)612345678", "＋33612345678", "++33612345678",
		"0033612345678", "00 33 6 12 34 56 78", "33612345678", "33 6 12 34 56 78",
		"+33 (0)6 12 34 56 78", "+330612345678", "00330612345678", "330612345678",
		"612345678", "6 12 34 56 78",
		" 33612345678", "\u00a0+33612345678\u00a0", "\t0612345678\r\n",
		"٠٦١٢٣٤٥٦٧٨", "+٣٣٦١٢٣٤٥٦٧٨", "٣٣٦١٢٣٤٥٦٧٨",
	}
	numbers := sms.NewNumbers()
	for _, spelling := range spellings {
		assert.Equal(t, mobile("+33612345678", "FR"), numbers.Parse(spelling), "%q", spelling)
	}
}

func TestParse(t *testing.T) {
	tests := []struct {
		spelling string
		want     sms.Number
	}{
		// French mobiles, and what looks like one.
		{"0600000000", mobile("+33600000000", "FR")},
		{"0619922264", mobile("+33619922264", "FR")},
		{"+33699999993", mobile("+33699999993", "FR")},
		{"0695123456", mobile("+33695123456", "FR")},
		{"0712345678", unassigned("+33712345678", "FR")},
		{"0750123456", mobile("+33750123456", "FR")},
		{"331234567", fixed("+33331234567")}, // nine digits: 03 31 23 45 67

		// French numbers that are no mobile.
		{"0123456789", fixed("+33123456789")},
		{"0912345678", fixed("+33912345678")},
		{"0800123456", fixed("+33800123456")},
		{"0892123456", fixed("+33892123456")},
		{"0836123456", fixed("+33836123456")},
		{"0836041234", unassigned("+33836041234", "FR")},

		// The fiction range and its neighbours, which are Mayotte's.
		{"0639979999", mobile("+262639979999", "YT")},
		{"0639980000", mobile("+33639980000", "FR")},
		{"06 39 98 00 11", mobile("+33639980011", "FR")},
		{"+33 (0)6 39 98 00 11", mobile("+33639980011", "FR")},
		{"639980011", mobile("+33639980011", "FR")},
		{"33639980011", mobile("+33639980011", "FR")},
		{"٠٦٣٩٩٨٠٠١١", mobile("+33639980011", "FR")},
		{"+33639989999", mobile("+33639989999", "FR")},
		{"+33639990000", unassigned("+33639990000", "FR")},

		// Overseas departments, dialled as from Paris.
		{"0262123456", sms.Number{E164: "+262262123456", Region: "RE", Kind: sms.Fixed}},
		{"0590 12 34 56", sms.Number{E164: "+590590123456", Region: "GP", Kind: sms.Fixed}},
		{"0690123456", mobile("+590690123456", "GP")},
		{"06 90 12 34 56", mobile("+590690123456", "GP")},
		{"690123456", mobile("+590690123456", "GP")},
		{"٠٦٩٠١٢٣٤٥٦", mobile("+590690123456", "GP")},
		{"0691123456", unassigned("+590691123456", "")},
		{"0694123456", mobile("+594694123456", "GF")},
		{"0696123456", mobile("+596696123456", "MQ")},
		{"0697123456", mobile("+596697123456", "MQ")},
		{"0692123456", mobile("+262692123456", "RE")},
		{"0693123456", mobile("+262693123456", "RE")},
		{"0639123456", unassigned("+262639123456", "")},
		{"0639012345", mobile("+262639012345", "YT")},
		{"+590690123456", mobile("+590690123456", "GP")},
		{"590690123456", mobile("+590690123456", "GP")},
		{"+33690123456", unassigned("+33690123456", "FR")},
		{"33690123456", unassigned("+33690123456", "FR")},
		{"0033 690 12 34 56", unassigned("+33690123456", "FR")},
		{"+٣٣٦٩٠١٢٣٤٥٦", unassigned("+33690123456", "FR")},

		// Other countries, with the plus and without.
		{"+212620123456", mobile("+212620123456", "MA")},
		{"212620123456", mobile("+212620123456", "MA")},
		{"+49 1512 3456789", mobile("+4915123456789", "DE")},
		{"0049 1512 3456789", mobile("+4915123456789", "DE")},
		{"49 1512 3456789", mobile("+4915123456789", "DE")},
		{"+1 201 555 0123", mobile("+12015550123", "US")}, // may be a landline
		{"15957135105", unassigned("+15957135105", "")},
		{"+44 20 7946 0000", sms.Number{E164: "+442079460000", Region: "GB", Kind: sms.Fixed}},
		{"+800 0000 0000", sms.Number{E164: "+80000000000", Region: "001", Kind: sms.Fixed}},
		{"+800 1234 5678", sms.Number{E164: "+80012345678", Region: "001", Kind: sms.Fixed}},
	}
	numbers := sms.NewNumbers()
	for _, test := range tests {
		assert.Equal(t, test.want, numbers.Parse(test.spelling), "%q", test.spelling)
		assert.Equal(t, test.want, numbers.Parse(test.spelling), "%q, the second time", test.spelling)
	}
}

func TestParseInvalid(t *testing.T) {
	spellings := []string{
		"", " ", "+", "-", "abc", "Bob 0612345678", "tel:+33612345678", "+1 800 FLOWERS",
		"922264", "36034", "36123", "38123", "3631", "112",
		"06123456", "061234567", "06123456789", "+3361234567", "+336123456789", "+33061234567",
		"0612345678,0612345679", "+33612345678, +33612345679", "0612345678;0612345679",
		"0612345678 0612345679", "0612345678,5", "0612345678#5", "612345678#5",
		"06+12345678", "+1 555 1234", "+3100000001", "+49110", "+493012345678901234", "987654321012345",
		"\xff\xfe", strings.Repeat("0", 251), strings.Repeat("6", 1<<20),
	}
	numbers := sms.NewNumbers()
	for _, spelling := range spellings {
		assert.Equal(t, sms.Number{}, numbers.Parse(spelling), "%.40q", spelling)
	}
}

// The verdict on a French number is kept by its first three digits. This is
// where a new release of the library shows that three are no longer enough.
func TestParseAgreesWithLibraryOnFrenchPrefixes(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	numbers := sms.NewNumbers()
	for prefix := 100; prefix < 1000; prefix++ {
		for range 5 {
			e164 := fmt.Sprintf("+33%d%06d", prefix, random.Intn(1_000_000))
			if strings.HasPrefix(e164, "+3363998") {
				continue // fiction
			}
			want := sms.Number{E164: e164, Region: "FR", Kind: libraryKind(t, e164)}
			require.Equal(t, want, numbers.Parse(e164), e164)
		}
	}
}

func libraryKind(t *testing.T, e164 string) sms.Kind {
	parsed, err := phonenumbers.Parse(e164, "")
	require.NoError(t, err)
	switch {
	case !phonenumbers.IsValidNumber(parsed):
		return sms.Unassigned
	case phonenumbers.GetNumberType(parsed) == phonenumbers.MOBILE:
		return sms.Mobile
	}
	return sms.Fixed
}

// An example of every country's mobiles reads as itself, with the plus and
// without.
func TestParseMobilesOfAllCountries(t *testing.T) {
	numbers := sms.NewNumbers()
	for region := range phonenumbers.GetSupportedRegions() {
		example := phonenumbers.GetExampleNumberForType(region, phonenumbers.MOBILE)
		if example == nil {
			continue
		}
		e164 := phonenumbers.Format(example, phonenumbers.E164)
		number := numbers.Parse(e164)
		// Not the region: Jersey's example is Guernsey's to the library.
		assert.Equal(t, mobile(e164, number.Region), number, region)
		if len(e164) > 10 {
			assert.Equal(t, number, numbers.Parse(e164[1:]), region)
		}
	}
}

func TestParseConcurrently(t *testing.T) {
	numbers := sms.NewNumbers()
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for i := range 300 {
				french := fmt.Sprintf("0%d12345", 6000+i)
				assert.NotEqual(t, sms.Invalid, numbers.Parse(french).Kind)
				foreign := fmt.Sprintf("+212620123%03d", i)
				assert.Equal(t, mobile(foreign, "MA"), numbers.Parse(foreign))
			}
		})
	}
	wait.Wait()
}

func TestParseFrenchAllocatesOnlyE164(t *testing.T) {
	numbers := sms.NewNumbers()
	for _, spelling := range []string{"0612345678", "+33 (0)6 12 34 56 78", "0639980001", "0123456789"} {
		numbers.Parse(spelling)
		allocs := testing.AllocsPerRun(100, func() { numbers.Parse(spelling) })
		assert.LessOrEqual(t, allocs, 1.0, spelling)
	}
}
