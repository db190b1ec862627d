package sms_test

import (
	"fmt"
	"testing"

	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/stretchr/testify/assert"
)

func TestFateOf(t *testing.T) {
	fates := []sms.Fate{
		sms.Delivered, sms.NotDelivered, sms.StaysWaiting, sms.DeliveredLate, sms.Unallocated, sms.AnswersYes,
		sms.AnswersStop, sms.OpensLink, sms.NeverSent, sms.ReportedTwice, sms.ReportedBackwards, sms.Expired,
		sms.NoRCS,
	}
	for i := range 100 {
		e164 := fmt.Sprintf("+3363998%04d", i)
		want := sms.Delivered
		if i < len(fates) {
			want = fates[i]
		}
		assert.Equal(t, want, sms.FateOf(e164), e164)
	}
	for _, other := range []string{"+33612345678", "+336399800", "+336399800x1", "+336399800011"} {
		assert.Equal(t, sms.Delivered, sms.FateOf(other), other)
	}
	assert.Equal(t, sms.Delivered, sms.FateOf(""))
}
