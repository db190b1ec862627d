package emulator

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

// A number too many is refused before any is read: a list of half a million would
// otherwise hold its account for seconds, and come back as as many complaints.
func TestTooManyNumbersAreNotRead(t *testing.T) {
	e := newEmulator(t)
	for name, body := range map[string]string{
		"send":      `{"apiKey":"k","message":"","sender":"@","phoneNumbers":"` + strings.Repeat("a,", 500_000) + `a"}`,
		"bulk-send": `{"apiKey":"k","SMSList":[` + strings.Repeat("7,", 500_000) + `7]}`,
		"vn/send":   `{"apiKey":"k","to":"` + strings.Repeat("a,", 500_000) + `a"}`,

		"rcs/send":        `{"apiKey":"k","phoneNumbers":["` + strings.Repeat(`a","`, 500_000) + `a"]}`,
		"sondage/to/send": `{"apiKey":"k","phoneNumbers":"` + strings.Repeat("a,", 500_000) + `a"}`,
	} {
		got := call(t, e, "POST", "/v1/"+name, body)
		assert.Equal(t, `{"success":false,"code":50,"message":"Le nombre de num\u00e9ros autoris\u00e9s est de 500 maxi"}`, got.body, name)
	}
}

// What a clock cannot show is refused where it comes in.
func TestTimesBeyondTheCalendar(t *testing.T) {
	e := newEmulator(t)
	key := "X-Primotexto-ApiKey: k"
	for _, date := range []string{"253402300800000", "9223372036854775807", "7258118400001"} {
		got := call(t, e, "POST", "/v2/notification/messages/send", `{"number":"0612345678","message":"x","date":`+date+`}`, key)
		assert.Contains(t, got.body, `"code":62`, date)
	}
	for _, date := range []string{"31/12/9999", "02/01/2200"} {
		got := call(t, e, "POST", "/v1/send", `{"apiKey":"k","phoneNumbers":"0612345678","message":"x","scheduledDeliveryDate":"`+date+`","time":24,"minute":0}`)
		assert.Contains(t, got.body, `"code":49`, date)
	}
	last := call(t, e, "POST", "/v1/send", `{"apiKey":"k","phoneNumbers":"0639980011","message":"x","scheduledDeliveryDate":"31/12/2199","time":23,"minute":55}`)
	assert.Equal(t, 200, last.status, last.body)
	assert.Equal(t, 200, call(t, e, "POST", "/_fakesms/clock", `{"to":"2200-01-01T00:00:00Z"}`).status)
	assert.Equal(t, 400, call(t, e, "POST", "/_fakesms/clock", `{"advance":"1ns"}`).status)
	assert.Equal(t, 200, call(t, e, "GET", "/_fakesms/clock", "").status)
	assert.Equal(t, 200, call(t, e, "GET", "/_fakesms/messages", "").status)
	_, err := New(Options{Time: time.Date(2300, 1, 1, 0, 0, 0, 0, time.UTC)})
	assert.ErrorContains(t, err, "from 1970 to 2200-01-01")
}

func TestCancelGivesBackWhatDroppedRecipientsCost(t *testing.T) {
	for limit := 1; limit < 4; limit++ {
		e := newEmulator(t, func(o *Options) { o.MaxMessages = limit })
		sent := call(t, e, "POST", "/v1/send", `{"apiKey":"k","phoneNumbers":"0612345678,0612345679,0612345670","message":"x","scheduledDeliveryDate":"01/01/2030","time":1,"minute":0}`)
		_, id, _ := strings.Cut(sent.body, `"message_id":`)
		id, _, _ = strings.Cut(id, ",")
		assert.Equal(t, 200, call(t, e, "GET", "/v1/message-cancel?apiKey=k&messageId="+id, "").status)
		assert.Contains(t, call(t, e, "GET", "/v1/me?apiKey=k", "").body, `"toSend":0,"solde":"10225.119"`, fmt.Sprint(limit))
	}
}

// Without a start time the clock is the wall's, after a reset as well.
func TestResetGoesBackToTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		running := newEmulator(t, func(o *Options) { o.Time, o.Freeze = time.Time{}, false })
		call(t, running, "POST", "/_fakesms/clock", `{"advance":"48h"}`)
		time.Sleep(time.Hour)
		assert.Equal(t, 200, call(t, running, "POST", "/_fakesms/reset", "").status)
		assert.Contains(t, call(t, running, "GET", "/_fakesms/clock", "").body, time.Now().UTC().Format(time.RFC3339Nano))
	})
	fixed := newEmulator(t)
	call(t, fixed, "POST", "/_fakesms/clock", `{"advance":"48h"}`)
	call(t, fixed, "POST", "/_fakesms/reset", "")
	assert.Contains(t, call(t, fixed, "GET", "/_fakesms/clock", "").body, `"now":"2014-01-01T00:00:00Z","frozen":true`)
}
