package smspartner

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

func TestCharges(t *testing.T) {
	var all charges
	all.add("2027-02-28", 76, 2)
	all.add("2027-03-01", 38, 1)
	all.add("2027-01-31", 120, 1)
	all.add("2027-02-28", 23, 1)
	assert.Equal(t, charges{{"2027-01-31", 120, 1}, {"2027-02-28", 99, 3}, {"2027-03-01", 38, 1}}, all)
	assert.Equal(t, dayTotal{Cost: 99, Messages: 3}, all.sum("2027-02-01", "2027-02-28"))
	assert.Equal(t, dayTotal{Cost: 137, Messages: 4}, all.sum("2027-02-28", "2027-03-01"))
	assert.Zero(t, all.sum("2027-02-01", "2027-02-27"))
	assert.Zero(t, all.sum("2027-03-02", "2028-01-01"))
	all.add("2027-02-28", -99, -3)
	assert.Equal(t, charges{{"2027-01-31", 120, 1}, {"2027-03-01", 38, 1}}, all, "a day without messages is left out")
}

func TestDataSurvivesJSON(t *testing.T) {
	before := newData()
	before.Charged.add("2027-03-01", 38_001, 1)
	before.ResumeCalls = sandbox.Rate{Since: time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC), Calls: 2}
	before.Forwards["+33700000000"] = forward{Type: forwardCalls, Param: "0612345678"}
	text, err := json.Marshal(before)
	require.NoError(t, err)
	after := newData()
	require.NoError(t, json.Unmarshal(text, after))
	assert.Equal(t, before, after)
}
