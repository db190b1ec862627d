package sms_test

import (
	"testing"

	"github.com/nyaruka/phonenumbers"
	"github.com/stretchr/testify/assert"

	"github.com/fakesms/fakesms/emulator/internal/sms"
)

func TestDescribe(t *testing.T) {
	for e164, want := range map[string]sms.Description{
		"+33612345678":  {33, "France", "SFR", "+33 6 12 34 56 78", "06 12 34 56 78", "tel:+33-6-12-34-56-78"},
		"+33639980001":  {33, "France", "Orange France", "+33 6 39 98 00 01", "06 39 98 00 01", "tel:+33-6-39-98-00-01"},
		"+33123456789":  {33, "France", "", "+33 1 23 45 67 89", "01 23 45 67 89", "tel:+33-1-23-45-67-89"},
		"+212620123456": {212, "", "Orange", "+212 6 20 12 34 56", "06 20 12 34 56", "tel:+212-6-20-12-34-56"},     // or Western Sahara
		"+590690123456": {590, "", "Digicel", "+590 690 12 34 56", "0690 12 34 56", "tel:+590-690-12-34-56"},       // three islands
		"+262692123456": {262, "La Réunion", "SFR", "+262 692 12 34 56", "0692 12 34 56", "tel:+262-692-12-34-56"}, // not Mayotte
		"+12015550123":  {1, "États-Unis", "", "+1 201-555-0123", "(201) 555-0123", "tel:+1-201-555-0123"},
		"+80012345678":  {800, "", "", "+800 1234 5678", "1234 5678", "tel:+800-1234-5678"},
		"nothing":       {},
	} {
		assert.Equal(t, want, sms.Describe(e164), e164)
		assert.Equal(t, want.Operator, sms.Operator(e164), e164)
	}
}

// Every country has a French name, or shares all its numbers with another one.
func TestDescribeKnowsEveryCountry(t *testing.T) {
	for region := range phonenumbers.GetSupportedRegions() {
		example := phonenumbers.Format(phonenumbers.GetExampleNumber(region), phonenumbers.E164)
		got := sms.Describe(example)
		if len(phonenumbers.GetRegionCodesForCountryCode(got.CallingCode)) == 1 {
			assert.NotEmpty(t, got.Country, region)
		}
		assert.NotContains(t, got.Country, "inconnu", region)
		assert.NotEmpty(t, got.National, region)
	}
}

// The operators with a network are named as the library names them today.
func TestMobileNetwork(t *testing.T) {
	for e164, want := range map[string]string{
		"+33612345678": "20810", "+33639980000": "20801", "+33651234567": "20815", "+33661234567": "20820",
		"+33756123456": "", "+33123456789": "", "+212620123456": "",
	} {
		assert.Equal(t, want, sms.MobileNetwork(sms.Operator(e164)), "%s: %s", e164, sms.Operator(e164))
	}
}

func BenchmarkDescribe(b *testing.B) {
	for _, e164 := range []string{"+33612345678", "+212620123456", "+12015550123"} {
		b.Run(e164, func(b *testing.B) {
			for b.Loop() {
				sms.Describe(e164)
			}
		})
	}
}
