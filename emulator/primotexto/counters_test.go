package primotexto

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
)

func through(states string) []sandbox.Change {
	var history []sandbox.Change
	for _, state := range strings.Fields(states) {
		history = append(history, sandbox.Change{State: state})
	}
	return history
}

func TestTally(t *testing.T) {
	for states, want := range map[string]counters{
		"":                              {},
		"scheduled":                     {},
		"scheduled sent":                {Sent: 1},
		"sent submitted":                {Sent: 1, Submitted: 1},
		"sent submitted delivered":      {Sent: 1, Submitted: 1, Delivered: 1},
		"sent submitted bounced":        {Sent: 1, Submitted: 1, Bounces: 1},
		"sent error":                    {Sent: 1, Errors: 1},
		"sent delivered opened opened":  {Sent: 1, Submitted: 1, Delivered: 1, Openers: 1, Opens: 2},
		"sent delivered reply reply":    {Sent: 1, Submitted: 1, Delivered: 1, Replies: 2},
		"sent unsubscribed":             {Sent: 1, Submitted: 1, Delivered: 1, Unsubscribers: 1},
		"unsubscribed unsubscribed":     {Sent: 1, Submitted: 1, Delivered: 1, Unsubscribers: 1},
		"scheduled delivered":           {Sent: 1, Submitted: 1, Delivered: 1}, // forced
		"sent submitted delivered sent": {Sent: 1, Submitted: 1, Delivered: 1},
		"sent delivered error":          {Sent: 1, Submitted: 1, Errors: 1},
		"sent delivered error bounced":  {Sent: 1, Submitted: 1, Bounces: 1},
		"sent bounced delivered":        {Sent: 1, Submitted: 1, Delivered: 1},
	} {
		assert.Equal(t, want, tally(through(states)), states)
	}
}

// Whatever a message goes through, a running count is the count of the whole.
func TestRunningCountsAddUp(t *testing.T) {
	states := []string{scheduled, sent, submitted, delivered, bounced, failed, opened, replied, unsubscribed}
	var try func(history []sandbox.Change, running counters)
	try = func(history []sandbox.Change, running counters) {
		whole := tally(history)
		require.Equal(t, whole, running)
		require.LessOrEqual(t, whole.Delivered+whole.Bounces+whole.Errors, whole.Sent)
		require.LessOrEqual(t, whole.Delivered, whole.Submitted)
		if len(history) == 4 {
			return
		}
		for _, state := range states {
			longer := append(history[:len(history):len(history)], sandbox.Change{State: state})
			after := running
			after.move(whole, tally(longer))
			try(longer, after)
		}
	}
	try(nil, counters{})
}

func TestCategoriesAreBounded(t *testing.T) {
	all := pools{Records: map[string]*record{}}
	for nth := range maxPools + 2 {
		all.open(strconv.Itoa(nth))
	}
	assert.Len(t, all.Records, maxPools)
	assert.Nil(t, all.of("1"))
	assert.NotNil(t, all.of("2"))
}

// What is remembered is data: it is the same after a way through JSON.
func TestDataSurvivesJSON(t *testing.T) {
	before := newData()
	one := &campaign{ID: idOf(1, 2), Name: "n", Launched: true, Credits: 7}
	one.Record.Counters.Sent = 3
	one.Record.Bounces.add(sms.Number{E164: "+33612345678"})
	before.Campaigns.add(one)
	before.Pools.open("codes").Unsubscribers.add(sms.Number{E164: "+212620123456"})
	text, err := json.Marshal(before)
	require.NoError(t, err)
	after := newData()
	require.NoError(t, json.Unmarshal(text, after))
	again, err := json.Marshal(after)
	require.NoError(t, err)
	assert.JSONEq(t, string(text), string(again))
	found := after.Campaigns.find(idOf(1, 2))
	require.NotNil(t, found)
	found.Record.Bounces.add(sms.Number{E164: "+33612345678"})
	assert.Equal(t, []string{"0612345678"}, found.Record.Bounces.List)
}
