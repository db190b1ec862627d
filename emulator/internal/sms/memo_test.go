package sms

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

// From within the package, because the bound shows nowhere else.
func TestMemoIsBounded(t *testing.T) {
	numbers := NewNumbers()
	for i := range maxMemo + 1 {
		numbers.Parse(fmt.Sprintf("x%d", i))
		assert.LessOrEqual(t, len(numbers.memo), maxMemo)
	}
	assert.Len(t, numbers.memo, 1)
}
