package sms_test

import (
	"fmt"
	"testing"

	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/stretchr/testify/assert"
)

func TestFateOf(t *testing.T) {
	fates := map[string]sms.Fate{
		"+33639980001": sms.NotDelivered,
		"+33639980002": sms.StaysWaiting,
		"+33639980003": sms.DeliveredLate,
		"+33639980004": sms.Unallocated,
		"+33639980008": sms.NeverSent,
		"+33639980011": sms.Expired,
	}
	for i := range 100 {
		e164 := fmt.Sprintf("+3363998%04d", i)
		assert.Equal(t, fates[e164], sms.FateOf(e164), e164)
	}
	assert.Equal(t, sms.Delivered, sms.FateOf("+33612345678"))
	assert.Equal(t, sms.Delivered, sms.FateOf(""))
}
