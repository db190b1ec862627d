package sms_test

import (
	"testing"

	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/stretchr/testify/assert"
)

func TestCodes(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"Code de confirmation: 283951", []string{"283951"}},
		{"G-283951 est votre code", []string{"283951"}},
		{"283951", []string{"283951"}},
		{"(283951)", []string{"283951"}},
		{"Codes 1234 et 12345678.", []string{"1234", "12345678"}},
		{"1234\u00a0!", []string{"1234"}},
		{"code 012345, ou appelez le 06 12 34 56 78", []string{"012345"}},

		{"", nil},
		{"Bonjour", nil},
		{"123", nil},
		{"123456789", nil},
		{"123 456 ou 123-456", nil},
		{"A1234 1234B é1234 1234é", nil},
		{"Code ١٢٣٤", nil},

		{"https://exemple.fr/1234", nil},
		{"https://exemple.fr/?code=283951&x=1234 4321", []string{"4321"}},
		{"<a href=\"http://exemple.fr/1234\">1235</a>", []string{"1235"}},

		{"+33612345678", nil},
		{"06 12 34 56 78", nil},
		{"06.12.34.56.78 ou 0612 345678 ou 0033 6 1234 5678", nil},
		{"+33 (0)6 1234 5678", nil},
		{"+49 1512 3456789", nil},
		{"+1 (201) 555-0123", nil},
		{"+33612345678 1234", []string{"1234"}},

		{"1234 STOP au 36034", []string{"1234"}},
		{"1234 Stop 36034", []string{"1234"}},
		{"1234 stop to 36034", []string{"1234"}},
		{"1234 STOP SMS au 36034", []string{"1234"}},
		{"1234 STOP: 36034", []string{"1234"}},
		{"STOP au 36034 283951", []string{"283951"}},
		{"nonstop 1234", []string{"1234"}},
	}
	for _, test := range tests {
		assert.Equal(t, test.want, sms.Codes(test.text), "%q", test.text)
	}
}

func TestLinks(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"Suivez https://exemple.fr/a?b=1&c=2#d.", []string{"https://exemple.fr/a?b=1&c=2#d"}},
		{"http://a.fr, HTTPS://B.FR/C!", []string{"http://a.fr", "HTTPS://B.FR/C"}},
		{"(voir https://a.fr/x).", []string{"https://a.fr/x"}},
		{"'https://a.fr'\"http://b.fr\"", []string{"https://a.fr", "http://b.fr"}},
		{"https://a.fr\u00a0!", []string{"https://a.fr"}},
		{"http://localhost:8080/é", []string{"http://localhost:8080/é"}},
		{"http://[::1]:8080", []string{"http://[::1]:8080"}},

		{"", nil},
		{"exemple.fr, ftp://a.fr, https://", nil},
		{"https://.", nil},
	}
	for _, test := range tests {
		assert.Equal(t, test.want, sms.Links(test.text), "%q", test.text)
	}
}
