package emulatortest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/emulator/emulatortest"
)

// post is how the application here sends: any client of yours will do.
func post(t *testing.T, url string, body map[string]any) (status int, answer map[string]any) {
	t.Helper()
	encoded, err := json.Marshal(body)
	require.NoError(t, err)
	response, err := http.Post(url, "application/json", strings.NewReader(string(encoded)))
	require.NoError(t, err)
	defer response.Body.Close()
	require.NoError(t, json.NewDecoder(response.Body).Decode(&answer))
	return response.StatusCode, answer
}

func send(t *testing.T, to *emulatortest.Account, number, text string, more ...map[string]any) (int, map[string]any) {
	t.Helper()
	body := map[string]any{"apiKey": to.Key, "phoneNumbers": number, "message": text}
	for _, members := range more {
		for name, value := range members {
			body[name] = value
		}
	}
	return post(t, to.URL+"/send", body)
}

// inbox is an application that is called back.
func inbox(t *testing.T, answers ...int) (url string, told func() []map[string]any) {
	var all []map[string]any
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var one map[string]any
		assert.NoError(t, json.NewDecoder(r.Body).Decode(&one))
		all = append(all, one)
		if n := len(all); n <= len(answers) {
			w.WriteHeader(answers[n-1])
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, func() []map[string]any { return all }
}

// recipe: OTP login
func TestOTPLogin(t *testing.T) {
	server := emulatortest.Start(t)
	go send(t, server.SMSPartner, "0612345678", "Votre code : 283951")

	sms := server.SMSPartner.Wait(emulatortest.Filter{To: "0612345678"})
	assert.Equal(t, []string{"283951"}, sms.Codes)
}

// recipe: delivery report handler
func TestDeliveryReport(t *testing.T) {
	server := emulatortest.Start(t)
	url, told := inbox(t)
	send(t, server.SMSPartner, "+33639980001", "Bonjour", map[string]any{"urlDlr": url}) // a number that is never reached

	server.Advance(2 * time.Second) // when it returns, the report has been made
	assert.Equal(t, "not delivered", told()[0]["status"])
}

// recipe: STOP handling
func TestStop(t *testing.T) {
	server := emulatortest.Start(t)
	url, told := inbox(t)
	send(t, server.SMSPartner, "0612345678", "Soldes", map[string]any{"urlResponse": url})

	server.SMSPartner.Stop("0612345678")
	server.Advance(0) // waits for the call
	assert.Equal(t, "stop", told()[0]["type"])
	status, answer := send(t, server.SMSPartner, "0612345678", "Encore nous")
	assert.Equal(t, 400, status)
	assert.InDelta(t, 55, answer["code"], 0, "nobody is left to send to")
}

// recipe: retry on 5xx
func TestRetry(t *testing.T) {
	server := emulatortest.Start(t)
	server.SMSPartner.Fault(emulatortest.Fault{Endpoint: "send", Times: 2, Do: map[string]any{"status": 503}})

	tries := 0
	for status := 0; status != 200; tries++ {
		status, _ = send(t, server.SMSPartner, "0612345678", "Bonjour")
	}
	assert.Equal(t, 3, tries)
	assert.Len(t, server.SMSPartner.Messages(emulatortest.Filter{}), 1, "sent once")
}

// recipe: scheduled reminder without sleeping
func TestReminder(t *testing.T) {
	server := emulatortest.Start(t) // 11 January 2027, 10:00 in Paris
	send(t, server.SMSPartner, "0612345678", "Rendez-vous a 9h", map[string]any{
		"scheduledDeliveryDate": "12/01/2027", "time": 8, "minute": 0,
	})

	server.Advance(21 * time.Hour)
	assert.Equal(t, "Scheduled", server.SMSPartner.Wait(emulatortest.Filter{}).State)
	server.Advance(time.Hour + 2*time.Second)
	assert.Equal(t, "Delivered", server.SMSPartner.Wait(emulatortest.Filter{}).State)
}

// recipe: credit running out
func TestCredit(t *testing.T) {
	server := emulatortest.Start(t)
	server.SMSPartner.Set(map[string]any{"balance": "0.050"})

	status, _ := send(t, server.SMSPartner, "0612345678", "un")
	assert.Equal(t, 200, status)
	_, answer := send(t, server.SMSPartner, "0612345678", "deux")
	assert.InDelta(t, 11, answer["code"], 0)
}

// recipe: 500-number batches
func TestBatches(t *testing.T) {
	server := emulatortest.Start(t)
	numbers := make([]string, 500)
	for i := range numbers {
		numbers[i] = fmt.Sprintf("06123%05d", i)
	}
	status, _ := send(t, server.SMSPartner, strings.Join(numbers, ","), "Bonjour")
	assert.Equal(t, 200, status)
	assert.Len(t, server.SMSPartner.WaitFor(500, emulatortest.Filter{Text: "Bonjour"}), 500)

	_, answer := send(t, server.SMSPartner, strings.Join(append(numbers, "0698765432"), ","), "Bonjour")
	assert.InDelta(t, 50, answer["code"], 0, "501 are too many")
}

// recipe: parallel tests
func TestParallel(t *testing.T) {
	for i := range 8 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			server := emulatortest.Start(t) // of its own
			send(t, server.SMSPartner, "0612345678", fmt.Sprint("test ", i))
			server.Advance(48 * time.Hour)
			assert.Len(t, server.SMSPartner.Messages(emulatortest.Filter{State: "Delivered"}), 1)
		})
	}
}
