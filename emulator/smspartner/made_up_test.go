package smspartner

import (
	"os"
	"strings"
	"testing"

	"github.com/brianvoe/gofakeit/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// UPDATE=1 go test -run TestPeople ./emulator/smspartner writes people.txt anew.
func TestPeople(t *testing.T) {
	faker := gofakeit.New(5)
	var made strings.Builder
	for range 250 {
		made.WriteString(faker.FirstName() + " " + faker.LastName() + "\n")
	}
	if os.Getenv("UPDATE") != "" {
		require.NoError(t, os.WriteFile("people.txt", []byte(made.String()), 0o644))
		return
	}
	assert.Equal(t, made.String(), people)
}

func TestMaker(t *testing.T) {
	made := newMaker(1)
	assert.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, made.uuid())
	assert.Regexp(t, `^[0-9a-f]{40}$`, made.key())
	assert.Regexp(t, `^[0-9]{8}$`, made.digits(8))
	first, last := made.names([]string{"Ada Lovelace"})
	assert.Equal(t, "Ada Lovelace", first+" "+last)

	assert.Equal(t, newMaker(2).key(), newMaker(2).key(), "the same seed makes the same")
	assert.NotEqual(t, newMaker(2).key(), newMaker(3).key())
}
