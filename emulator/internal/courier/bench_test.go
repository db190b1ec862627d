package courier

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkOneReceiver carries 10,000 parcels to one receiver on the loopback.
func BenchmarkOneReceiver(b *testing.B) {
	const parcels = 10_000
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
	}))
	defer server.Close()
	c, err := New(nil)
	require.NoError(b, err)
	defer c.Close(0)
	body := []byte(`{"messageId":123456,"number":"+33612345678","status":"delivered","date":"1700000000"}`)
	b.ReportAllocs()
	for b.Loop() {
		var done sync.WaitGroup
		done.Add(parcels)
		for range parcels {
			c.Carry(Parcel{URL: server.URL, ContentType: "application/json", Body: body, Done: func(r Result) {
				if r.Status != http.StatusOK {
					b.Error(r)
				}
				done.Done()
			}})
		}
		done.Wait()
	}
	b.ReportMetric(parcels*float64(b.N)/b.Elapsed().Seconds(), "parcels/s")
}
