package sms

import (
	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Description is what the numbering plans say of a number beside its kind.
type Description struct {
	CallingCode int
	// Country is its French name: "Maroc". It is empty when the number may belong
	// to several countries, as +212 20 does to Morocco and Western Sahara.
	Country string
	// Operator is whom the number's range was given to; empty when that is not
	// known. A number that changed hands keeps it.
	Operator string

	International string // "+33 6 12 34 56 78"
	National      string // "06 12 34 56 78"
	RFC3966       string // "tel:+33-6-12-34-56-78"
}

// Describe says what the library knows of an E.164 number. It takes 25 µs,
// twice that under a calling code of many countries.
func Describe(e164 string) Description {
	parsed, err := phonenumbers.Parse(e164, "")
	if err != nil {
		return Description{}
	}
	return Description{
		CallingCode:   int(parsed.GetCountryCode()),
		Country:       countryOf(parsed),
		Operator:      operatorOf(parsed),
		International: phonenumbers.Format(parsed, phonenumbers.INTERNATIONAL),
		National:      phonenumbers.Format(parsed, phonenumbers.NATIONAL),
		RFC3966:       phonenumbers.Format(parsed, phonenumbers.RFC3966),
	}
}

// Operator is whom an E.164 number's range was given to, "" if that is not known.
func Operator(e164 string) string {
	parsed, err := phonenumbers.Parse(e164, "")
	if err != nil {
		return ""
	}
	return operatorOf(parsed)
}

func operatorOf(parsed *phonenumbers.PhoneNumber) string {
	name, _ := phonenumbers.GetCarrierForNumber(parsed, "fr") // its error is one of the library's own data
	return name
}

// countryOf names the country as libphonenumber's geocoder does: by the calling
// code if one country has it, else by the country in which the number is valid.
func countryOf(parsed *phonenumbers.PhoneNumber) string {
	regions := phonenumbers.GetRegionCodesForCountryCode(int(parsed.GetCountryCode()))
	found := ""
	for _, region := range regions {
		if len(regions) > 1 && !phonenumbers.IsValidNumberForRegion(parsed, region) {
			continue
		}
		if found != "" {
			return ""
		}
		found = region
	}
	region, err := language.ParseRegion(found)
	if err != nil || !region.IsCountry() {
		return "" // of no country, such as +800
	}
	return display.Regions(language.French).Name(region)
}

// MobileNetwork is the code (MCC and MNC) of a French operator with a network of
// its own, by the name that Operator gives; "" for all others.
func MobileNetwork(operator string) string {
	switch operator {
	case "Orange France":
		return "20801"
	case "SFR":
		return "20810"
	case "Free Mobile":
		return "20815"
	case "Bouygues":
		return "20820"
	}
	return ""
}
