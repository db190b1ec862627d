package emulator

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// histories are the entries of a blacklist, as number and dates.
func histories(t *testing.T, e *Emulator, kind string) map[string][]int64 {
	t.Helper()
	var entries []struct {
		Identifier string
		History    []struct{ Date int64 }
	}
	body := call(t, e, "GET", "/v2/"+kind+"/default/contacts", "", "X-Primotexto-ApiKey: k").body
	require.NoError(t, json.Unmarshal([]byte(body), &entries), body)
	dates := map[string][]int64{}
	for _, one := range entries {
		for _, why := range one.History {
			dates[one.Identifier] = append(dates[one.Identifier], why.Date)
		}
	}
	return dates
}

// However a number comes to be unsubscribed or nobody's, its list says so.
func TestBlacklistsKnowEveryWay(t *testing.T) {
	e := newEmulator(t)
	narrow, key := "?provider=primotexto&key=k", "X-Primotexto-ApiKey: k"
	send := func(number string) {
		t.Helper()
		got := call(t, e, "POST", "/v2/notification/messages/send", `{"number":"`+number+`","message":"x"}`, key)
		require.Equal(t, 200, got.status, got.body)
	}
	post := func(path, body string) {
		t.Helper()
		got := call(t, e, "POST", "/_fakesms/"+path+narrow, body)
		require.Less(t, got.status, 300, got.body)
	}
	start := beforeAll.UnixMilli()
	post("inbound", `{"from":"0600000001","to":"0644608000","text":"STOP"}`) // was sent nothing
	send("0600000002")
	post("inbound", `{"from":"0600000002","text":"STOP"}`)
	post("clock", `{"advance":"1s"}`)
	post("inbound", `{"from":"0600000002","text":"STOP"}`) // again
	send("0639980004")                                     // is nobody's
	post("clock", `{"advance":"2s"}`)
	post("inbound", `{"from":"0639980004","text":"STOP"}`) // answers all the same
	post("fates", `{"match":{"to":"+33600000003"},"steps":[{"after":"0s","state":"unsubscribed"}]}`)
	post("fates", `{"match":{"to":"+33600000004"},"steps":[{"after":"0s","state":"bounced"}]}`)
	send("0600000003")
	send("0600000004")

	assert.Equal(t, map[string][]int64{
		"+33600000001": {start}, "+33600000002": {start, start + 1000},
		"+33639980004": {start + 3000}, "+33600000003": {start + 3000},
	}, histories(t, e, "unsubscribers"))
	assert.Equal(t, map[string][]int64{"+33639980004": {start + 3000}, "+33600000004": {start + 3000}}, histories(t, e, "bounces"))
	for number, code := range map[string]string{"0600000003": `"code":12`, "0600000004": `"code":13`} {
		got := call(t, e, "POST", "/v2/notification/messages/send", `{"number":"`+number+`","message":"x"}`, key)
		assert.Contains(t, got.body, code)
	}
}

// A handset may answer STOP for ever.
func TestHistoriesAreLimited(t *testing.T) {
	e := newEmulator(t)
	for range 150 {
		call(t, e, "POST", "/_fakesms/inbound?provider=primotexto&key=k", `{"from":"0600000001","to":"0644608000","text":"STOP"}`)
	}
	assert.Len(t, histories(t, e, "unsubscribers")["+33600000001"], 100)
}

// A fault without an id does no harm to answers that have none.
func TestFaultWithoutIDOnLists(t *testing.T) {
	e := newEmulator(t)
	key := "X-Primotexto-ApiKey: k"
	list := newListOf(t, e, "k")
	fault := func() {
		t.Helper()
		got := call(t, e, "POST", "/_fakesms/faults?provider=primotexto&key=k", `{"do":{"noMessageId":true}}`)
		require.Less(t, got.status, 300, got.body)
	}
	fault()
	assert.Equal(t, "[]", call(t, e, "GET", list+"/contacts", "", key).body)
	fault()
	made := call(t, e, "POST", list+"/import", `[["tel"]]`, key)
	assert.True(t, made.status == 201 && strings.HasPrefix(made.header.Get("Location"), "/operations/"))
	fault()
	assert.Equal(t, 204, call(t, e, "DELETE", list, "", key).status)
}
