package emulator

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/fixtures"
)

func withQuirk(t *testing.T, name, value string) *Emulator {
	return newEmulator(t, func(o *Options) { o.Quirks = map[string]string{name: value} })
}

// Each quirk, in both readings: what the answer has then, and has not.
func TestQuirks(t *testing.T) {
	const form = `{"apiKey":"k","phoneNumbers":"922264","message":"x"}`
	const text = `{"number":"0600000000","message":"[ê]"}`
	type reading struct {
		status  int
		has, no string
	}
	cases := map[string]struct {
		method, target, body string
		readings             map[string]reading
	}{
		"smspartner.error-status": {"GET", "/v1/me?apiKey=wrong", "", map[string]reading{
			"400": {400, `"code":10`, "200"}, "200": {200, `"code":10`, "200"}}},
		"smspartner.send-errors-key": {"POST", "/v1/send", form, map[string]reading{
			"errors": {400, `"errors":[{"elementId"`, `"error":`}, "error": {400, `"error":[{"elementId"`, `"errors":`}}},
		"smspartner.me-credits": {"GET", "/v1/me?apiKey=k", "", map[string]reading{
			"2025": {200, `"creditSms":269082,"creditSmsECO":444570,"creditHlr":2045023,`, "LowCost"},
			"2018": {200, `"creditSms":269082,"creditSmsLowCost":444570,"creditHlr":2045023,`, "ECO"}}},
		"smspartner.no-credit": {"POST", "/v1/send", `{"apiKey":"poor","phoneNumbers":"0612345678","message":"x"}`, map[string]reading{
			"plain": {400, `"message":"Cr\u00e9dit insuffisant"`, "error"}, "object": {400, `"NOCREDITS"`, "insuffisant"}}},
		"smspartner.sandbox-reports": {"GET", "/_fakesms/callbacks?key=s", "", map[string]reading{
			"on": {200, `"kind":"delivery-report"`, `"callbacks":[]`}, "off": {200, `"callbacks":[]`, "kind"}}},
		"smspartner.callback-body": {"GET", "/_fakesms/callbacks?key=r", "", map[string]reading{
			"json": {200, `"body":"{\"type\":\"response\",`, "form"},
			"form": {200, `"contentType":"application/x-www-form-urlencoded","body":"message_id=`, "json"}}},
		"smspartner.contacts-per-page": {"GET", "/v1/contact/list?apiKey=c&groupId={{group}}", "", map[string]reading{
			"20": {200, `"total":"21","datas":[{`, "+33612345620"}, "500": {200, `"phone":"+33612345620"`, "currentPage\":2"}}},
		"primotexto.error-text": {"GET", "/v2/messages/status", "", map[string]reading{
			"error": {400, `"error":"NO_PHONE`, "message"}, "message": {400, `"message":"NO_PHONE`, "error"}}},
		"primotexto.charset": {"POST", "/v2/notification/messages/send", strings.Replace(text, "ê", "€", 1), map[string]reading{
			"strict": {400, `"code":31`, "snapshotId"}, "gsm7": {200, `"creditsUsed":1.0`, "code"}}},
	}
	quirks, err := Quirks()
	require.NoError(t, err)
	require.Len(t, quirks, len(cases), "every quirk is tried")
	for _, quirk := range quirks {
		c := cases[quirk.Name]
		for i, value := range quirk.Values {
			want, known := c.readings[value]
			require.True(t, known, "%s=%s", quirk.Name, value)
			servers := []*Emulator{withQuirk(t, quirk.Name, value)}
			if i == 0 {
				servers = append(servers, newEmulator(t)) // the default
			}
			for _, e := range servers {
				call(t, e, "PUT", "/_fakesms/accounts/smspartner/poor", `{"balance":"0"}`)
				call(t, e, "POST", "/v1/send", `{"apiKey":"s","phoneNumbers":"+33639980008","message":"x","sandbox":1,"urlDlr":"http://127.0.0.1:9/"}`)
				call(t, e, "POST", "/v1/send", `{"apiKey":"r","phoneNumbers":"0612345678","message":"x","urlResponse":"http://127.0.0.1:9/"}`)
				call(t, e, "POST", "/_fakesms/inbound?provider=smspartner&key=r", `{"from":"0612345678","text":"oui"}`)
				target := strings.Replace(c.target, "{{group}}", groupOf21(t, e, "c"), 1)
				got := call(t, e, c.method, target, c.body, "X-Primotexto-ApiKey: k")
				assert.Equal(t, want.status, got.status, "%s=%s", quirk.Name, value)
				assert.Contains(t, got.body, want.has)
				assert.NotContains(t, got.body, want.no)
			}
		}
	}
	// The larger alphabet is no licence.
	got := call(t, withQuirk(t, "primotexto.charset", "gsm7"), "POST", "/v2/notification/messages/send", text, "X-Primotexto-ApiKey: k")
	assert.Contains(t, got.body, `"code":31`)
}

// groupOf21 makes a group of the numbers 06 12 34 56 00 to 20.
func groupOf21(t *testing.T, e *Emulator, key string) (id string) {
	group := newGroup(t, e, key)
	lines := make([]string, 21)
	for i := range lines {
		lines[i] = fmt.Sprintf(`{"phoneNumber":"06123456%02d"}`, i)
	}
	call(t, e, "POST", "/v1/contact/add", fmt.Sprintf(`{"apiKey":%q,"groupId":%q,"contactsList":[%s]}`, key, group, strings.Join(lines, ",")))
	return group
}

func TestOldShapeOfNoCreditIsAsRecorded(t *testing.T) {
	e := withQuirk(t, "smspartner.no-credit", "object")
	call(t, e, "PUT", "/_fakesms/accounts/smspartner/k", `{"balance":"0"}`)
	recorded, err := fixtures.Read("smspartner/send/error-11-nocredits.client-apiloop.json")
	require.NoError(t, err)
	got := call(t, e, "POST", "/v1/send", `{"apiKey":"k","phoneNumbers":"0612345678","message":"x"}`)
	assert.Equal(t, strings.TrimSpace(string(recorded)), got.body)
}

func TestOldFormErrorIsAsPublished(t *testing.T) {
	e := withQuirk(t, "smspartner.send-errors-key", "error")
	published, err := fixtures.Read("smspartner/send/error-9-error-key.sdk2018.json")
	require.NoError(t, err)
	var want, got any
	require.NoError(t, json.Unmarshal(published, &want))
	answer := call(t, e, "POST", "/v1/send", `{"apiKey":"k","phoneNumbers":"922264","sender":"mycompanyname","scheduledDeliveryDate":"21/11/2013"}`)
	require.NoError(t, json.Unmarshal([]byte(strings.Replace(answer.body, "/2013", "/2014", 1)), &got))
	assert.Equal(t, want, got)
}

func TestUnknownQuirksAreRefused(t *testing.T) {
	for name, value := range map[string]string{"smspartner.eror-status": "200", "primotexto.charset": "utf8"} {
		_, err := New(Options{Quirks: map[string]string{name: value}})
		require.Error(t, err)
		assert.Contains(t, err.Error(), name)
		assert.Contains(t, err.Error(), "one of")
	}
}
