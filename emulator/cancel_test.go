package emulator

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const tomorrow = `,"scheduledDeliveryDate":"02/01/2014","time":9,"minute":0`

// schedule sends to numbers at a later time and returns the id.
func schedule(t *testing.T, e *Emulator, key, numbers, when string) string {
	t.Helper()
	got := call(t, e, "POST", "/v1/send", `{"apiKey":"`+key+`","phoneNumbers":"`+numbers+`","message":"x"`+when+`}`)
	require.Equal(t, 200, got.status, got.body)
	var sent struct {
		ID int64 `json:"message_id"`
	}
	require.NoError(t, json.Unmarshal([]byte(got.body), &sent))
	return strconv.FormatInt(sent.ID, 10)
}

func cancelSend(t *testing.T, e *Emulator, key, id string) string {
	t.Helper()
	return call(t, e, "GET", "/v1/message-cancel?apiKey="+key+"&messageId="+id, "").body
}

// What was put into its final state before its time is neither called off nor
// paid back.
func TestCancelLeavesWhatHasLeft(t *testing.T) {
	for _, first := range []bool{true, false} {
		e := newEmulator(t)
		id := schedule(t, e, "k", "0612345678,0612345679", tomorrow)
		gone, waiting := id+"-2", id
		if first {
			gone, waiting = waiting, gone
		}
		call(t, e, "POST", "/_fakesms/messages/"+gone+"/state", `{"state":"Delivered"}`)
		require.Contains(t, cancelSend(t, e, "k", id), `"success":true`)
		assert.Contains(t, call(t, e, "GET", "/_fakesms/messages/"+gone, "").body, `"state":"Delivered"`)
		assert.Contains(t, call(t, e, "GET", "/_fakesms/messages/"+waiting, "").body, `"state":"Cancelled"`)
		assert.Equal(t, int64(10_225_119-38), balanceOf(t, e, "k"))
		resume := call(t, e, "GET", "/v1/statistics/cost-resume?apiKey=k&interval=custom&from=02-01-2014&to=02-01-2014", "").body
		assert.Contains(t, resume, `"cost":"0.038","nb_send":"1"`)
		assert.NotContains(t, cancelSend(t, e, "k", id), `"success":true`, "once")
	}
}

// A handset answers what it got, not what was called off, also when the time of
// that has come.
func TestNobodyAnswersWhatWasCalledOff(t *testing.T) {
	e := newEmulator(t)
	answer := func() string {
		return call(t, e, "POST", "/_fakesms/inbound?provider=smspartner&key=k", `{"from":"0612345678","text":"OUI"}`).body
	}
	off := schedule(t, e, "k", "0612345678", tomorrow)
	cancelSend(t, e, "k", off)
	advance(t, e, "?provider=smspartner&key=k", "48h")
	assert.Contains(t, answer(), "nothing was sent to +33612345678")
	got := schedule(t, e, "k", "0612345678", "")
	cancelSend(t, e, "k", schedule(t, e, "k", "0612345678", strings.ReplaceAll(tomorrow, "02/01", "05/01")))
	advance(t, e, "?provider=smspartner&key=k", "72h")
	assert.Contains(t, answer(), `"message":"`+got+`"`)
}

// A message that was put into a state before its time can be answered at once.
func TestWhatWasForcedOutCanBeAnswered(t *testing.T) {
	e := newEmulator(t)
	id := schedule(t, e, "k", "0612345678", tomorrow)
	call(t, e, "POST", "/_fakesms/messages/"+id+"/state", `{"state":"Delivered"}`)
	got := call(t, e, "POST", "/_fakesms/inbound?provider=smspartner&key=k", `{"from":"0612345678","text":"OUI"}`)
	assert.Contains(t, got.body, `"message":"`+id+`"`)
}
