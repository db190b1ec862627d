package sms

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestIsStop(t *testing.T) {
	for _, text := range []string{"STOP", "stop", " Stop. ", "STOP SMS", "Stop 36034", "«STOP»", "stop, merci", "\nSTOP\n"} {
		assert.True(t, IsStop(text), text)
	}
	for _, text := range []string{"", "...", "OUI", "STOPPER", "non stop", "S T O P", "36034 STOP", "STOP1"} {
		assert.False(t, IsStop(text), text)
	}
}

func TestSplit(t *testing.T) {
	long := strings.Repeat("a", 152) + "€" + strings.Repeat("b", 20)
	accents := strings.Repeat("ê", 66) + "😀" + "x"
	for text, want := range map[string][]string{
		"":                       {""},
		"court":                  {"court"},
		strings.Repeat("a", 160): {strings.Repeat("a", 160)},
		strings.Repeat("a", 161): {strings.Repeat("a", 153), strings.Repeat("a", 8)},
		long:                     {strings.Repeat("a", 152), "€" + strings.Repeat("b", 20)},
		accents + "yyyyy":        {strings.Repeat("ê", 66), "😀xyyyyy"},
	} {
		assert.Equal(t, want, Split(text))
		assert.Len(t, Split(text), Measure(text).Parts)
		assert.Equal(t, text, strings.Join(Split(text), ""))
	}
}
