package sandbox

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		in, text, number string
	}{
		{"0.038", "0.038", "0.038"},
		{"0.04", "0.040", "0.04"},
		{"10225.119", "10225.119", "10225.119"},
		{"1", "1.000", "1.0"},
		{"-0.5", "-0.500", "-0.5"},
		{"100", "100.000", "100.0"},
		{"0", "0.000", "0.0"},
	} {
		d, err := ParseDecimal(c.in)
		require.NoError(t, err)
		assert.Equal(t, c.text, d.String())
		number, err := json.Marshal(d)
		require.NoError(t, err)
		assert.Equal(t, c.number, string(number))
		back, err := ParseDecimal(d.String())
		require.NoError(t, err)
		assert.Equal(t, d, back)
	}
	for _, bad := range []string{"", ".", "1.", ".5", "1,5", "1.2345", "+1", "1e3", "--1", "1234567890123456", "0x1", " 1", "1.-5"} {
		_, err := ParseDecimal(bad)
		assert.Error(t, err, bad)
	}
}

func TestMoneyIsTextAndNotNegative(t *testing.T) {
	var m Money
	require.NoError(t, json.Unmarshal([]byte(`"0.9"`), &m))
	text, err := json.Marshal(m)
	require.NoError(t, err)
	assert.Equal(t, `"0.900"`, string(text))
	assert.Error(t, json.Unmarshal([]byte(`"-1"`), &m))
	assert.Error(t, json.Unmarshal([]byte(`1`), &m))
}
