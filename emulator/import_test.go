package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sheetOf is an import of rows, as the client that is known sends it.
func sheetOf(rows int) []byte {
	body := []byte(`[["tel","age","ville"]`)
	for n := range rows {
		body = fmt.Appendf(body, `,["+336%08d","%d","Villeneuve-sur-Lot"]`, 10_000_000+n, n%100)
	}
	return append(body, ']')
}

const importKey = "X-Primotexto-ApiKey: bench"

func newList(t testing.TB, e *Emulator) (path string) { return newListOf(t, e, "bench") }

func newListOf(t testing.TB, e *Emulator, key string) (path string) {
	t.Helper()
	var list struct{ ID string }
	require.NoError(t, json.Unmarshal([]byte(call(t, e, "POST", "/v2/lists", `{"name":"x"}`, "X-Primotexto-ApiKey: "+key).body), &list))
	return "/v2/lists/" + list.ID
}

func TestImportOfAHundredThousand(t *testing.T) {
	e := newEmulator(t)
	list := newList(t, e)
	got := call(t, e, "POST", list+"/import", string(sheetOf(100_000)), importKey)
	require.Equal(t, 201, got.status, got.body)
	assert.Empty(t, got.body)
	assert.Empty(t, got.header.Values("Content-Type"))
	operation := call(t, e, "GET", "/v2"+got.header.Get("Location"), "", importKey).body
	assert.Contains(t, operation, `"state":"PENDING","rows":100000,"imported":100000,"duplicates":0,"invalid":0}`)
	all := call(t, e, "GET", list+"/contacts", "", importKey).body
	var contacts []entry
	require.NoError(t, json.Unmarshal([]byte(all), &contacts))
	require.Len(t, contacts, 100_000)
	assert.Equal(t, "+33610099999", contacts[99_999].Identifier)
	assert.Len(t, contacts[99_999].Attributes, 2)

	again := call(t, e, "POST", list+"/import", string(sheetOf(100_000)), importKey)
	assert.Contains(t, call(t, e, "GET", "/v2"+again.header.Get("Location"), "", importKey).body, `"imported":0,"duplicates":100000,`)
	assert.Equal(t, all, call(t, e, "GET", list+"/contacts", "", importKey).body)

	for range 11 { // the operation is done at the latest
		call(t, e, "POST", "/_fakesms/clock", `{"advance":"1s"}`)
	}
	assert.Contains(t, call(t, e, "GET", "/v2"+got.header.Get("Location"), "", importKey).body, `"state":"RUNNING"`)
	call(t, e, "POST", "/_fakesms/clock", `{"advance":"1s"}`)
	assert.Contains(t, call(t, e, "GET", "/v2"+got.header.Get("Location"), "", importKey).body, `"state":"DONE"`)
}

// What is beyond a limit is refused whole.
func TestImportBeyondItsLimits(t *testing.T) {
	e := newEmulator(t)
	list := newList(t, e)
	large := `[["tel"],["0600000000","` + strings.Repeat("x", 32<<20) + `"]]`
	for name, refused := range map[string]struct{ path, body, code string }{
		"100,001 rows":           {list + "/import", string(sheetOf(100_001)), `"code":74`},
		"rows without a number":  {list + "/import", `[["tel"]` + strings.Repeat(",[]", 100_001) + `]`, `"code":74`},
		"more than 32 MiB":       {list + "/import", large, `"code":18`},
		"4 MiB for another call": {list + "/contacts", `{"identifier":"0600000000","x":"` + strings.Repeat("x", 4<<20) + `"}`, `"code":73`},
	} {
		got := call(t, e, "POST", refused.path, refused.body, importKey)
		assert.Equal(t, 400, got.status, name)
		assert.Contains(t, got.body, refused.code, name)
		// Without a length that is announced, too.
		request := httptest.NewRequest("POST", refused.path, bytes.NewReader([]byte(refused.body)))
		request.ContentLength = -1
		request.Header.Set("X-Primotexto-ApiKey", "bench")
		recorder := httptest.NewRecorder()
		e.ServeHTTP(recorder, request)
		assert.Equal(t, got.body, recorder.Body.String(), name)
	}
	assert.Equal(t, "[]", call(t, e, "GET", list+"/contacts", "", importKey).body)
	inside := `[["tel"],["0600000000","` + strings.Repeat("x", 31<<20) + `"]]`
	assert.Equal(t, 201, call(t, e, "POST", list+"/import", inside, importKey).status)
}

// An account may have a million contacts, in one list or in many.
func TestContactsOfAnAccountAreLimited(t *testing.T) {
	if testing.Short() {
		t.Skip("it adds a million contacts")
	}
	e := newEmulator(t)
	body := strings.NewReplacer(`,"age","ville"`, "", `,"Villeneuve-sur-Lot"`, "").Replace(string(sheetOf(100_000)))
	var list string
	for range 10 {
		list = newList(t, e)
		require.Equal(t, 201, call(t, e, "POST", list+"/import", body, importKey).status)
	}
	for path, one := range map[string]string{"/contacts": `{"identifier":"0600000000"}`, "/import": `[["tel"],["0600000000"]]`} {
		assert.Contains(t, call(t, e, "POST", list+path, one, importKey).body, `"code":74`)
	}
	require.Equal(t, 204, call(t, e, "DELETE", list+"/contacts?identifier=0610000000", "", importKey).status)
	assert.Equal(t, 200, call(t, e, "POST", list+"/contacts", `{"identifier":"0600000000"}`, importKey).status)
}

// BenchmarkImport brings 100,000 rows into a new list. Beside the time it reports
// the largest heap while it runs, and how long a status call of the same account
// takes at worst meanwhile.
func BenchmarkImport(b *testing.B) {
	e := newRunning(b)
	body := string(sheetOf(100_000))
	number := `{"number":"0612345678","message":"x"}`
	require.Equal(b, 200, call(b, e, "POST", "/v2/notification/messages/send", number, importKey).status)
	b.ReportAllocs()
	var heap uint64
	var worst time.Duration
	for b.Loop() {
		b.StopTimer()
		list := newList(b, e)
		runtime.GC()
		done := make(chan reply)
		b.StartTimer()
		go func() { done <- call(b, e, "POST", list+"/import", body, importKey) }()
		for finished := false; !finished; {
			select {
			case got := <-done:
				require.Equal(b, 201, got.status)
				finished = true
			default:
				before := time.Now()
				require.Equal(b, 200, call(b, e, "GET", "/v2/messages/status?identifier=0612345678", "", importKey).status)
				worst = max(worst, time.Since(before))
				var memory runtime.MemStats
				runtime.ReadMemStats(&memory)
				heap = max(heap, memory.HeapAlloc)
			}
		}
		b.StopTimer()
		require.Equal(b, 204, call(b, e, "DELETE", list, "", importKey).status)
		b.StartTimer()
	}
	b.ReportMetric(float64(heap)/(1<<20), "peak-MiB")
	b.ReportMetric(float64(worst.Microseconds())/1000, "worst-status-ms")
}
