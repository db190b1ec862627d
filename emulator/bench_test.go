package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// sink is a ResponseWriter that costs next to nothing, so that a benchmark
// counts the emulator's work and not that of a recorder.
type sink struct {
	header http.Header
	status int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(status int)      { s.status = status }
func (s *sink) Write(p []byte) (int, error) { return len(p), nil }

// caller sends one request again and again, with a part of it changed.
type caller struct {
	handler http.Handler
	request *http.Request
	body    *bytes.Reader
	reader  io.ReadCloser
	sink    sink
}

func newCaller(h http.Handler, method, target string, headers ...string) *caller {
	c := &caller{handler: h, request: httptest.NewRequest(method, target, nil), body: bytes.NewReader(nil)}
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		c.request.Header.Set(name, value)
	}
	c.reader = io.NopCloser(c.body)
	c.sink.header = http.Header{}
	return c
}

func (c *caller) do(b *testing.B, body []byte) {
	c.body.Reset(body)
	c.request.Body = c.reader
	c.sink.status = 0
	c.handler.ServeHTTP(&c.sink, c.request)
	if c.sink.status != http.StatusOK {
		b.Fatalf("%s %s: status %d", c.request.Method, c.request.URL, c.sink.status)
	}
}

// numbered is a body with a French mobile number in it, a different one each
// time: writing a new body for every call would be part of what is measured.
type numbered struct {
	body []byte
	at   int // where the number's eight last digits stand
}

func newNumbered(format string) *numbered {
	at := strings.Index(format, "%s")
	return &numbered{body: fmt.Appendf(nil, format, "0610000000"), at: at + len("06")}
}

// with puts the n-th number in, of the 20 million from 06 10 00 00 00 on.
func (n *numbered) with(nth int) []byte {
	rest := 10_000_000 + nth%20_000_000
	for i := 7; i >= 0; i-- {
		n.body[n.at+i] = byte('0' + rest%10)
		rest /= 10
	}
	return n.body
}

func number(nth int) string { return "06" + strconv.Itoa(10_000_000+nth%20_000_000) }

const smsPartnerSend = `{"apiKey":"bench","phoneNumbers":"%s","message":"Votre code : 283951"}`

// newRunning is an emulator as the program starts it: its clock runs. The
// accounts have money for any number of sends.
func newRunning(b *testing.B) *Emulator { return newPaced(b, 1) }

// newPaced is one whose messages move on faster: at pace 0 nothing is left to
// happen while a benchmark reads.
func newPaced(b *testing.B, pace float64) *Emulator {
	b.Helper()
	e, err := New(Options{Pace: &pace})
	require.NoError(b, err)
	require.Equal(b, 200, call(b, e, "PUT", "/_fakesms/accounts/smspartner/bench", `{"balance":"900000000.000"}`).status)
	require.Equal(b, 200, call(b, e, "PUT", "/_fakesms/accounts/primotexto/bench", `{"credits":900000000}`).status)
	return e
}

// store sends messages, 500 a request or what is left, and returns the ids of
// the requests in order. The n-th message goes to number(n).
func store(b *testing.B, e *Emulator, messages, each int) (ids []int64) {
	b.Helper()
	for first := 0; first < messages; first += each {
		var numbers []string
		for n := first; n < min(first+each, messages); n++ {
			numbers = append(numbers, number(n))
		}
		var answer struct {
			ID int64 `json:"message_id"`
		}
		got := call(b, e, "POST", "/v1/send", fmt.Sprintf(smsPartnerSend, strings.Join(numbers, ",")))
		require.NoError(b, json.Unmarshal([]byte(got.body), &answer))
		require.NotZero(b, answer.ID, got.body)
		ids = append(ids, answer.ID)
	}
	return ids
}

func BenchmarkSend(b *testing.B) {
	benchmarkSend(b, newRunning(b), "/v1/send", smsPartnerSend)
}

func BenchmarkPrimotextoSend(b *testing.B) {
	benchmarkSend(b, newRunning(b), "/v2/notification/messages/send",
		`{"number":"%s","message":"Code de confirmation: 283951","sender":"YourCompany"}`, "X-Primotexto-ApiKey: bench")
}

func benchmarkSend(b *testing.B, e *Emulator, path, format string, headers ...string) {
	b.Helper()
	c := newCaller(e, "POST", path, headers...)
	body := newNumbered(format)
	b.ReportAllocs()
	for nth := 0; b.Loop(); nth++ {
		c.do(b, body.with(nth))
	}
}

// BenchmarkSendStored shows that a send costs the same in an empty account and
// in a full one. The empty one is emptied again after each 1000 sends.
func BenchmarkSendStored(b *testing.B) {
	b.Run("stored=0", func(b *testing.B) {
		e := newRunning(b)
		c := newCaller(e, "POST", "/v1/send")
		body := newNumbered(smsPartnerSend)
		b.ReportAllocs()
		for nth := 0; b.Loop(); nth++ {
			if nth%1000 == 0 {
				b.StopTimer()
				require.Equal(b, 200, call(b, e, "POST", "/_fakesms/reset", "").status)
				b.StartTimer()
			}
			c.do(b, body.with(nth))
		}
	})
	b.Run("stored=100000", func(b *testing.B) {
		e := newRunning(b)
		store(b, e, 100_000, 500)
		benchmarkSend(b, e, "/v1/send", smsPartnerSend)
	})
}

func BenchmarkMessageStatus(b *testing.B) { benchmarkStatus(b, 1000) }

// BenchmarkMessageStatusStored shows that finding a message by id and number
// costs the same among few messages and among many.
func BenchmarkMessageStatusStored(b *testing.B) {
	for _, stored := range []int{1, 100_000} {
		b.Run(fmt.Sprintf("stored=%d", stored), func(b *testing.B) { benchmarkStatus(b, stored) })
	}
}

// benchmarkStatus asks for up to 1000 messages in turn, from all over the ring.
func benchmarkStatus(b *testing.B, stored int) {
	b.Helper()
	e := newPaced(b, 0)
	ids := store(b, e, stored, 1)
	queries := make([]string, min(1000, stored))
	for i := range queries {
		nth := i * (stored / len(queries))
		queries[i] = fmt.Sprintf("apiKey=bench&messageId=%d&phoneNumber=%s", ids[nth], number(nth))
	}
	c := newCaller(e, "GET", "/v1/message-status")
	b.ReportAllocs()
	for nth := 0; b.Loop(); nth++ {
		c.request.URL.RawQuery = queries[nth%len(queries)]
		c.do(b, nil)
	}
}

func BenchmarkMultiStatus500(b *testing.B)    { benchmarkMultiStatus(b, "") }
func BenchmarkMultiStatus500XML(b *testing.B) { benchmarkMultiStatus(b, "?_format=xml") }

func benchmarkMultiStatus(b *testing.B, query string) {
	b.Helper()
	e := newPaced(b, 0)
	body := []byte(`{"apiKey":"bench","SMSStatut_List":[`)
	for nth, id := range store(b, e, 500, 1) {
		body = fmt.Appendf(body, `{"phoneNumber":"%s","messageId":%d},`, number(nth), id)
	}
	body = append(bytes.TrimSuffix(body, []byte(",")), "]}"...)
	require.Equal(b, 500, strings.Count(call(b, e, "POST", "/v1/multi-status", string(body)).body, "Delivered"))
	c := newCaller(e, "POST", "/v1/multi-status"+query)
	b.ReportAllocs()
	for b.Loop() {
		c.do(b, body)
	}
}

// BenchmarkCampaign sends a campaign to 100,000 contacts, and lets all of it
// arrive.
func BenchmarkCampaign(b *testing.B) {
	const key = "X-Primotexto-ApiKey: bench"
	sheet := []byte(`[["tel"]`)
	for nth := range 100_000 {
		sheet = fmt.Appendf(sheet, `,["%s"]`, number(nth))
	}
	sheet = append(sheet, ']')
	e := newEmulator(b)
	var list, campaign struct{ ID string }
	require.NoError(b, json.Unmarshal([]byte(call(b, e, "POST", "/v2/lists", `{"name":"l"}`, key).body), &list))
	require.Equal(b, 201, call(b, e, "POST", "/v2/lists/"+list.ID+"/import", string(sheet), key).status)
	require.Equal(b, 200, call(b, e, "PUT", "/_fakesms/accounts/primotexto/bench", `{"credits":1000000000}`).status)
	for b.Loop() {
		body := `{"name":"n","message":"Soldes","sendList":"` + list.ID + `"}`
		require.NoError(b, json.Unmarshal([]byte(call(b, e, "POST", "/v2/marketing/campaigns", body, key).body), &campaign))
		require.Contains(b, call(b, e, "POST", "/v2/campaigns/"+campaign.ID+"/send", "", key).body, "100000.0")
		require.Equal(b, 200, call(b, e, "POST", "/_fakesms/clock", `{"advance":"2s"}`).status)
		require.Contains(b, call(b, e, "GET", "/v2/campaigns/"+campaign.ID+"/status", "", key).body, `"delivered":100000`)
	}
}
