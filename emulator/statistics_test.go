package emulator

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// bookkeeper sends, cancels and moves the clock at random, and keeps the books of
// what it was told.
type bookkeeper struct {
	*testing.T
	e     *Emulator
	rand  *rand.Rand
	paris *time.Location
	sends []bookedSend
}

// bookedSend is a send that was paid for and not cancelled.
type bookedSend struct {
	id       string
	day      string // on which it goes out
	cost     sandbox.Decimal
	messages int64
}

const startBalance = 40_000

// Whatever is sent and cancelled, over month ends and changes of the clocks, and
// however few messages are kept: the statistics are what was charged, day by day,
// and what was charged is what the balance lacks.
func TestStatisticsAreWhatWasCharged(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	starts := []string{
		"2026-12-31T22:00:00+01:00", "2027-01-31T23:30:00+01:00", "2027-02-28T12:00:00+01:00",
		"2027-03-27T23:00:00+01:00", "2027-03-31T23:59:00+02:00", "2027-10-30T22:00:00+02:00", "2027-10-31T23:30:00+01:00", "2028-02-28T20:00:00+01:00",
	}
	for i := range 40 {
		e := newEmulator(t, func(o *Options) {
			o.MaxMessages = 1 + i%20
			require.NoError(t, o.Time.UnmarshalText([]byte(starts[i%len(starts)])))
		})
		b := &bookkeeper{T: t, e: e, rand: rand.New(rand.NewPCG(1, uint64(i))), paris: paris}
		call(t, e, "PUT", "/_fakesms/accounts/smspartner/k", `{"balance":"40.000"}`)
		for range 60 {
			b.act()
			assert.Equal(t, sandbox.Decimal(startBalance), b.balance()+b.total("0000", "9999").cost, "balance and charges")
		}
		b.checkStatistics()
	}
}

func (b *bookkeeper) act() {
	switch n := b.rand.IntN(20); {
	case n < 9:
		b.send()
	case n < 12:
		b.cancel()
	case n < 13:
		call(b, b.e, "PUT", "/_fakesms/accounts/smspartner/k", fmt.Sprintf(`{"marketingHours":%t}`, b.rand.IntN(2) == 0))
	default:
		units := []time.Duration{time.Second, time.Minute, time.Hour, 24 * time.Hour}
		delay := time.Duration(1+b.rand.IntN(40)) * units[b.rand.IntN(len(units))]
		call(b, b.e, "POST", "/_fakesms/clock", fmt.Sprintf(`{"advance":%q}`, delay))
	}
}

// send sends to a few numbers by one of the endpoints: now or later, at times as
// a test, at times what the account cannot pay.
func (b *bookkeeper) send() {
	count := int64(1 + b.rand.IntN(4))
	day, more := b.now(), ""
	if b.rand.IntN(3) == 0 {
		at := b.now().Add(time.Duration(1+b.rand.IntN(100*24)) * time.Hour)
		day, more = at, fmt.Sprintf(`,"scheduledDeliveryDate":%q,"time":%d,"minute":%d`, at.Format("02/01/2006"), at.Hour(), at.Minute()/5*5)
	}
	isTest := b.rand.IntN(5) == 0
	if isTest {
		more += `,"sandbox":1`
	}
	answer := b.post(b.rand.IntN(5), count, more)
	if answer["success"] != true {
		return
	}
	if until, paused := answer["scheduledDeliveryDate"].(string); paused {
		var err error
		day, err = time.ParseInLocation(time.DateTime, until, b.paris)
		require.NoError(b, err)
	}
	if !isTest {
		b.sends = append(b.sends, bookedSend{fmt.Sprint(answer["message_id"]), day.Format(time.DateOnly), decimal(b, answer["cost"]), count})
	}
}

func (b *bookkeeper) post(kind int, count int64, more string) map[string]any {
	numbers := strings.TrimSuffix(strings.Repeat("061234567%d,", int(count)), ",")
	digits := []any{1, 2, 3, 4}[:count]
	text := strings.Repeat("a", 1+b.rand.IntN(400))
	switch kind {
	case 0:
		return b.call("POST", "/v1/rcs/send", `{"apiKey":"k","isUnicode":1,"phoneNumbers":"`+fmt.Sprintf(numbers, digits...)+`","richContent":{"conversation":{"text":"`+text+`"}}`+more+`}`)
	case 1:
		return b.call("POST", "/v1/sondage/to/send", `{"apiKey":"k","phoneNumbers":"`+fmt.Sprintf(numbers, digits...)+`","sondageIdent":"S"`+more+`}`)
	case 2:
		items := strings.TrimSuffix(strings.Repeat(`{"phoneNumber":"0612345678","message":"`+text+`"},`, int(count)), ",")
		return b.call("POST", "/v1/bulk-send", `{"apiKey":"k","SMSList":[`+items+`]`+more+`}`)
	case 3:
		more += `,"gamme":2`
	}
	return b.call("POST", "/v1/send", `{"apiKey":"k","phoneNumbers":"`+fmt.Sprintf(numbers, digits...)+`","message":"`+text+`"`+more+`}`)
}

func (b *bookkeeper) cancel() {
	if len(b.sends) == 0 {
		return
	}
	i := b.rand.IntN(len(b.sends))
	if b.call("GET", "/v1/message-cancel?apiKey=k&messageId="+b.sends[i].id, "")["success"] == true {
		b.sends = append(b.sends[:i], b.sends[i+1:]...)
	}
}

// checkStatistics compares each month of three years, the two intervals that have
// a name, and each day of the month around today.
func (b *bookkeeper) checkStatistics() {
	now := b.now()
	month := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, b.paris)
	b.compare("custom&from="+month.AddDate(-1, 0, 0).Format("02-01-2006")+"&to="+month.AddDate(2, 0, -1).Format("02-01-2006"), 36, 7)
	b.compare("last_twelve_months", 12, 7)
	b.compare("last_month", 1, 7)
	b.compare("custom&from="+now.AddDate(0, 0, -15).Format("02-01-2006")+"&to="+now.AddDate(0, 0, 15).Format("02-01-2006"), 31, 10)
}

// compare asks for an interval: so many periods, which the first letters of a day
// name.
func (b *bookkeeper) compare(interval string, count, letters int) {
	periods := b.call("GET", "/v1/statistics/cost-resume?apiKey=k&interval="+interval, "")["datas"].([]any)
	require.Len(b, periods, count, interval)
	for _, item := range periods {
		period := item.(map[string]any)
		seconds, err := period["date"].(json.Number).Int64()
		require.NoError(b, err)
		begin := time.Unix(seconds, 0).In(b.paris)
		assert.Equal(b, "00:00:00", begin.Format(time.TimeOnly), "a day begins at midnight in Paris")
		name := begin.Format(time.DateOnly)[:letters]
		want := b.total(name, name+"~")
		assert.Equal(b, want.cost.String(), period["cost"], "%s %s", interval, name)
		assert.Equal(b, fmt.Sprint(want.messages), period["nb_send"], "%s %s", interval, name)
	}
}

func (b *bookkeeper) total(first, last string) (sum bookedSend) {
	for _, s := range b.sends {
		if first <= s.day && s.day <= last {
			sum.cost += s.cost
			sum.messages += s.messages
		}
	}
	return sum
}

func (b *bookkeeper) call(method, target, body string) map[string]any {
	decoder := json.NewDecoder(strings.NewReader(call(b, b.e, method, target, body).body))
	decoder.UseNumber()
	var answer map[string]any
	require.NoError(b, decoder.Decode(&answer))
	return answer
}

func (b *bookkeeper) balance() sandbox.Decimal {
	return decimal(b, b.call("GET", "/v1/me?apiKey=k", "")["credits"].(map[string]any)["balance"])
}

func (b *bookkeeper) now() time.Time {
	now, err := time.Parse(time.RFC3339, b.call("GET", "/_fakesms/clock", "")["now"].(string))
	require.NoError(b, err)
	return now.In(b.paris)
}

func decimal(t testing.TB, value any) sandbox.Decimal {
	t.Helper()
	amount, err := sandbox.ParseDecimal(fmt.Sprint(value))
	require.NoError(t, err)
	return amount
}

// While the clock runs, nothing needs to be advanced, so nothing is said of it.
func TestRateLimitOnARunningClock(t *testing.T) {
	e := newEmulator(t)
	call(t, e, "POST", "/_fakesms/clock", `{"freeze":false}`)
	target := "/v1/statistics/cost-resume?apiKey=k&interval=last_month"
	for range 5 {
		assert.Equal(t, 200, call(t, e, "GET", target, "").status)
	}
	got := call(t, e, "GET", target, "")
	assert.Equal(t, 429, got.status)
	assert.Equal(t, `{"success":false,"code":429,"message":"Trop de requ\u00eates effectu\u00e9es en une minute (limite : 5 requ\u00eates / minute)"}`, got.body)
	assert.Equal(t, 200, call(t, e, "GET", strings.Replace(target, "=k&", "=other&", 1), "").status, "another account has its own limit")
}

// A fault gives the errors whose texts are filled in as a request would get them.
func TestFaultsFillTextsIn(t *testing.T) {
	e := newEmulator(t)
	for _, code := range []string{"23", "429"} {
		call(t, e, "POST", "/_fakesms/faults?provider=smspartner&key=k", `{"match":{"endpoint":"send"},"do":{"code":`+code+`}}`)
		got := call(t, e, "POST", "/v1/send", `{"apiKey":"k","phoneNumbers":"0612345678","message":"x"}`)
		assert.Contains(t, got.body, `"code":`+code)
		assert.NotContains(t, got.body, `[\u2026]`)
	}
}
