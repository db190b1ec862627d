package web

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAllows(t *testing.T) {
	var s Settings
	assert.True(t, s.Allows("192.0.2.1:80"), "unset: everybody")
	require.NoError(t, json.Unmarshal([]byte(`{"allowedIPs":["192.0.2.0/24","2001:db8::1"]}`), &s))
	for remote, want := range map[string]bool{
		"192.0.2.7:1": true, "[::ffff:192.0.2.7]:1": true, "[2001:db8::1]:1": true,
		"192.0.3.7:1": false, "[2001:db8::2]:1": false, "": false, "@": false,
	} {
		assert.Equal(t, want, s.Allows(remote), remote)
	}
	text, err := json.Marshal(s.AllowedIPs)
	require.NoError(t, err)
	assert.Equal(t, `["192.0.2.0/24","2001:db8::1"]`, string(text))
	assert.Error(t, json.Unmarshal([]byte(`{"allowedIPs":["localhost"]}`), &s))
	require.NoError(t, json.Unmarshal([]byte(`{"allowedIPs":[]}`), &s))
	assert.False(t, s.Allows("192.0.2.7:1"), "empty: nobody")
}
