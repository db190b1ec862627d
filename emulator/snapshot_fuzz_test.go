package emulator

import (
	"testing"
)

// FuzzSnapshot restores whatever comes: it is refused, or the server goes on with
// it. There is no panic and no 5xx.
func FuzzSnapshot(f *testing.F) {
	e := newEmulator(f)
	call(f, e, "POST", "/v1/send", `{"apiKey":"k","phoneNumbers":"0612345678,+33639980005","message":"x","tag":"t","urlDlr":"ftp://127.0.0.1/"}`)
	call(f, e, "POST", "/v1/send", `{"apiKey":"k","phoneNumbers":"0612345678","message":"x","scheduledDeliveryDate":"01/01/2030","time":1,"minute":0}`)
	call(f, e, "POST", "/v1/subaccount/create", `{"apiKey":"k","type":"simple"}`)
	call(f, e, "POST", "/v2/notification/messages/send", `{"number":"+33639980007","message":"https://example.com/"}`, "X-Primotexto-ApiKey: k")
	call(f, e, "POST", "/_fakesms/clock", `{"advance":"2s"}`)
	f.Add(call(f, e, "GET", "/_fakesms/snapshot", "").body)
	f.Add(`{"version":1,"seed":1,"clock":{"frozen":true,"at":"2027-01-11T09:00:00Z"},"entries":0,"unopened":{},"accounts":[]}`)
	f.Fuzz(func(t *testing.T, snapshot string) {
		e := newEmulator(t)
		if got := call(t, e, "PUT", "/_fakesms/snapshot", snapshot); got.status >= 500 {
			t.Fatalf("%d: %s", got.status, got.body)
		} else if got.status >= 400 {
			return
		}
		for _, next := range [][3]string{
			{"POST", "/v1/send", `{"apiKey":"k","phoneNumbers":"0612345678","message":"x","tag":"t"}`},
			{"GET", "/v1/bulk-status-by-tag?apiKey=k&tag=t", ""},
			{"GET", "/v2/account/stats", ""},
			{"GET", "/_fakesms/messages", ""},
			{"GET", "/_fakesms/callbacks", ""},
			{"GET", "/_fakesms/requests", ""},
			{"GET", "/_fakesms/snapshot", ""},
		} {
			if got := call(t, e, next[0], next[1], next[2], "X-Primotexto-ApiKey: k"); got.status >= 500 {
				t.Errorf("%s %s: %d: %s", next[0], next[1], got.status, got.body)
			}
		}
	})
}
