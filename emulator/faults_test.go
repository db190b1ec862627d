package emulator

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// line is a connection that is kept between requests.
type line struct {
	conn   net.Conn
	answer *bufio.Reader
}

func dial(t *testing.T, address string) *line {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	return &line{conn, bufio.NewReader(conn)}
}

// ask sends one request and reads as much of its answer as there is.
func (l *line) ask(t *testing.T, method, target, body string) (response *http.Response, answer string, err error) {
	t.Helper()
	_, err = fmt.Fprintf(l.conn, "%s %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s", method, target, len(body), body)
	require.NoError(t, err)
	response, err = http.ReadResponse(l.answer, nil)
	if err != nil {
		return nil, "", err
	}
	text, err := io.ReadAll(response.Body)
	return response, string(text), err
}

const (
	sendOne = `{"apiKey":"k","phoneNumbers":"0612345678","message":"x"}`
	// page is what a gateway says.
	page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)

// addFault gives the account k a fault and returns its id.
func addFault(t *testing.T, e *Emulator, match, rest string) int64 {
	t.Helper()
	got := call(t, e, "POST", "/_fakesms/faults?provider=smspartner&key=k", `{"match":`+match+`,`+rest+`}`)
	require.Equal(t, 201, got.status, got.body)
	var added struct{ ID int64 }
	require.NoError(t, json.Unmarshal([]byte(got.body), &added))
	return added.ID
}

func countMessages(t *testing.T, e *Emulator) int {
	t.Helper()
	return strings.Count(call(t, e, "GET", "/_fakesms/messages?provider=smspartner&key=k", "").body, `"createdAt"`)
}

// Each fault spoils the second request of a kept connection. The journal has its
// id and what the answer would have been, the account shows whether the request
// was carried out, and the next request is well.
func TestFaultsOnAKeptConnection(t *testing.T) {
	const success, failed = `{"success":true,"code":200,"message_id":`, `{"success":false,"code":503,`
	for do, want := range map[string]struct {
		cut         bool   // the connection ends
		status      int    // 0: nothing comes
		body        string // how it begins; of a cut one, all
		bytes       int    // of a cut body
		journal     string // how the answer begins there
		carriedOut  bool
		contentType string
	}{
		`{"close":"before"}`:                 {cut: true, journal: success, carriedOut: true},
		`{"close":"middle"}`:                 {cut: true, status: 200, body: `{"success":true`, bytes: 45, journal: success, carriedOut: true},
		`{"truncate":9}`:                     {cut: true, status: 200, body: `{"success`, bytes: 9, journal: success, carriedOut: true},
		`{"truncate":0}`:                     {cut: true, status: 200, journal: success, carriedOut: true},
		`{"truncate":5000}`:                  {status: 200, body: success, journal: success, carriedOut: true},
		`{"html":true}`:                      {status: 502, body: page, journal: page, contentType: "text/html"},
		`{"status":503}`:                     {status: 503, body: failed, journal: failed},
		`{"delay":"1ms"}`:                    {status: 200, body: success, journal: success, carriedOut: true},
		`{"delay":"1ms","status":503}`:       {status: 503, body: failed, journal: failed},
		`{"delay":"1ms","code":90}`:          {status: 400, body: `{"success":false,"code":90,`, journal: `{"success":false,"code":90,`},
		`{"delay":"1ms","close":"before"}`:   {cut: true, journal: success, carriedOut: true},
		`{"delay":"1ms","truncate":1}`:       {cut: true, status: 200, body: `{`, bytes: 1, journal: success, carriedOut: true},
		`{"delay":"1ms","noMessageId":true}`: {status: 200, body: `{"success":true,"code":200,"nb_sms":1`, journal: `{"success":true,"code":200,"nb_sms":1`, carriedOut: true},
		`{"status":302,"contentType":"a/b"}`: {status: 302, contentType: "a/b"},
		`{"status":500,"body":"<b>","delay":"1ms","contentType":"text/html"}`: {status: 500, body: "<b>", journal: "<b>", contentType: "text/html"},
	} {
		t.Run(do, func(t *testing.T) {
			e := newEmulator(t)
			address := listen(t, e)
			kept := dial(t, address)
			response, _, err := kept.ask(t, "GET", "/v1/me?apiKey=k", "")
			require.NoError(t, err)
			require.Equal(t, 200, response.StatusCode)

			id := addFault(t, e, `{"endpoint":"send"}`, `"do":`+do)
			response, body, err := kept.ask(t, "POST", "/v1/send", sendOne)
			if want.cut {
				assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
			} else {
				assert.NoError(t, err)
			}
			if want.status == 0 {
				assert.Nil(t, response)
			} else if assert.NotNil(t, response) {
				assert.Equal(t, want.status, response.StatusCode)
				assert.True(t, strings.HasPrefix(body, want.body), body)
				assert.True(t, !want.cut || len(body) == want.bytes && int(response.ContentLength) > len(body), "%d of %d bytes", len(body), response.ContentLength)
				if want.contentType != "" {
					assert.Equal(t, want.contentType, response.Header.Get("Content-Type"))
				}
			}

			entry := journalOf(t, e, "?provider=smspartner&key=k&limit=1")[0]
			assert.EqualValues(t, id, entry["fault"])
			assert.True(t, strings.HasPrefix(entry["answer"].(string), want.journal), entry["answer"])
			before := 0
			if want.carriedOut {
				before = 1
			}
			assert.Equal(t, before, countMessages(t, e), "messages")

			if want.cut {
				_, err := kept.answer.ReadByte()
				assert.ErrorIs(t, err, io.EOF, "the connection is closed")
				kept = dial(t, address)
			}
			response, body, err = kept.ask(t, "POST", "/v1/send", sendOne)
			require.NoError(t, err)
			assert.Equal(t, 200, response.StatusCode)
			assert.Contains(t, body, success)
			assert.Equal(t, before+1, countMessages(t, e))
			assert.NotContains(t, journalOf(t, e, "?provider=smspartner&key=k&limit=1")[0], "fault")
		})
	}
}

// A delay ends when the client gives up. It holds nobody else up, not even those
// with the same key.
func TestADelayHoldsOnlyItsOwnAnswer(t *testing.T) {
	e := newEmulator(t)
	left := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(left)
		e.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	addFault(t, e, `{"endpoint":"send"}`, `"do":{"delay":"1h"}`)
	ctx, giveUp := context.WithCancel(context.Background())
	request, err := http.NewRequestWithContext(ctx, "POST", server.URL+"/v1/send", strings.NewReader(sendOne))
	require.NoError(t, err)
	gone := make(chan error)
	go func() {
		_, err := server.Client().Do(request)
		gone <- err
	}()
	// It was carried out, and others are served.
	got := call(t, e, "GET", "/_fakesms/messages/wait?provider=smspartner&key=k", "")
	require.Equal(t, 200, got.status, got.body)
	assert.Equal(t, 200, call(t, e, "POST", "/v1/send", sendOne).status)
	giveUp()
	assert.ErrorIs(t, <-gone, context.Canceled)
	<-left
}

// Many requests at the same time: as many are spoiled as the faults say.
func TestFaultsAreCountedExactly(t *testing.T) {
	e := newEmulator(t)
	addFault(t, e, `{"endpoint":"send"}`, `"after":5,"times":10,"do":{"code":11}`)
	addFault(t, e, `{"to":"+33612345678"}`, `"times":7,"do":{"status":503}`)
	var all sync.WaitGroup
	statuses := make([]int, 40)
	for i := range statuses {
		all.Go(func() { statuses[i] = call(t, e, "POST", "/v1/send", sendOne).status })
	}
	all.Wait()
	counted := map[int]int{}
	for _, status := range statuses {
		counted[status]++
	}
	assert.Equal(t, map[int]int{200: 23, 400: 10, 503: 7}, counted)
	assert.Equal(t, 23, countMessages(t, e))
	faults := call(t, e, "GET", "/_fakesms/faults", "").body
	assert.Equal(t, 2, strings.Count(faults, `"left":0`), faults)
}

// What takes an id out of answers leaves those alone that have none.
func TestNoMessageIDWhereThereIsNone(t *testing.T) {
	for _, target := range []string{"/v1/me?apiKey=k", "/v1/stop-sms/list?apiKey=k", "/v1/bulk-status-by-tag?apiKey=k&tag=t"} {
		e := newEmulator(t)
		want := call(t, e, "GET", target, "")
		addFault(t, e, `{}`, `"do":{"noMessageId":true}`)
		assert.Equal(t, want.body, call(t, e, "GET", target, "").body, target)
	}
}

// A code has the shape that the server was started with.
func TestAFaultsCodeFollowsTheQuirks(t *testing.T) {
	e := withQuirk(t, "smspartner.no-credit", "object")
	addFault(t, e, `{}`, `"do":{"code":11}`)
	assert.Contains(t, call(t, e, "POST", "/v1/send", sendOne).body, `"error":{"message":"NOCREDITS"}`)
	e = withQuirk(t, "smspartner.send-errors-key", "error")
	addFault(t, e, `{}`, `"do":{"code":9}`)
	assert.Contains(t, call(t, e, "POST", "/v1/send", sendOne).body, `"error":[{`)
	e = newEmulator(t)
	addFault(t, e, `{}`, `"times":2,"do":{"code":10}`)
	assert.Contains(t, call(t, e, "POST", "/v1/send", sendOne).body, `"Clef API incorrecte"`)
	assert.Contains(t, call(t, e, "GET", "/v1/me?apiKey=k", "").body, `"Cl\u00e9 API incorrecte"`)
}

// Every code of both catalogues can be asked for, on every endpoint.
func TestEveryCodeAsAFault(t *testing.T) {
	e := newEmulator(t)
	for _, dialect := range mustDialects(t) {
		account := "?provider=" + dialect.Provider + "&key=k"
		for i := range dialect.Routes {
			route := &dialect.Routes[i]
			for _, known := range dialect.Catalogue() {
				fault := fmt.Sprintf(`{"match":{"endpoint":%q,"method":%q},"do":{"code":%d}}`, route.Endpoint, route.Method, known.Code)
				require.Equal(t, 201, call(t, e, "POST", "/_fakesms/faults"+account, fault).status, fault)
				target := strings.NewReplacer("{", "", "}", "").Replace(dialect.Path(route)) + "?apiKey=k"
				got := call(t, e, route.Method, target, "", "X-Primotexto-ApiKey: k")
				assert.Contains(t, got.body, fmt.Sprintf(`"code":%d`, known.Code), target)
			}
		}
	}
}

// A code means what the page of the endpoint says, also where another page gives
// it to something else.
func TestAFaultsCodeSpeaksForItsEndpoint(t *testing.T) {
	for _, one := range []struct {
		method, endpoint string
		code             int
		text             string
	}{
		{"POST", "send", 13, "Aucun prix par défaut n'a été trouvé pour les numéros suivant"},
		{"POST", "vn/send", 2, "Le numéro de téléphone est requis"},
		{"POST", "vn/send", 13, "Le numéro virtuel n'existe pas"},
		{"POST", "multi-status", 5, "La liste des numéros est vide"},
		{"POST", "multi-status", 6, "Le format n'est pas correct"},
		{"GET", "statistics/cost-resume", 6, "Le format n'est pas correct"},
		{"GET", "message-cancel", 5, "L'envoi du SMS a déjà été annulé"},
		{"GET", "message-status", 9, "Ne semble pas être un numéro de mobile"},
		{"POST", "stop-sms/add", 2, "Le numéro de téléphone est requis"},
		{"POST", "stop-sms/add", 9, "Le numéro de téléphone est invalide"},
		{"POST", "subaccount/create", 8, "creditToAttribute doit être supérieurr à 0"},
		{"DELETE", "subaccount/remove", 1, "Le Token est requis"},
		{"DELETE", "subaccount/delete", 404, "Le sous-compte n'existe pas"},
		{"POST", "subaccount/credit/add", 2, "Le crédit est requis"},
		{"POST", "subaccount/credit/add", 7, "Le sous-compte n'exsite pas"},
		{"POST", "subaccount/credit/remove", 8, "Crédits insufisant"},
		{"GET", "subaccount/list", 6, "Le format n'est pas correct"},
		{"POST", "group/add", 1, "name est requis"},
		{"POST", "group/delete", 1, "groupId est requis"},
		{"DELETE", "groupe/delete", 404, "Le groupe n'existe pas"},
		{"POST", "contact/add", 1, "groupId est requis"},
		{"POST", "contact/add", 2, "Contact infos sont requises"},
		{"POST", "contact/add", 9, "Le numéro de téléphone est invalide"},
		{"POST", "contact/add", 404, "Le groupe n'existe pas"},
		{"POST", "contact/update", 1, "contactId est requis"},
		{"POST", "contact/update", 15, "Le numéro est déjà dans le groupe"},
		{"POST", "contact/delete", 404, "Le contact n'existe pas"},
		{"GET", "contact/list", 1, "groupId est requis"},
		{"GET", "contact/list", 404, "Le groupe n'existe pas"},
		{"GET", "contact/detail", 1, "contactId est requis"},
		{"POST", "vn/callforward", 5, "Le numéro virtuel est requis"},
		{"POST", "hlr/notify", 2, "Le numéro de téléphone est requis"},
		{"POST", "hlr/notify", 3, "Les numéros doivent être séparés par une virgule"},
		{"POST", "hlr/notify", 13, "Aucun prix par défaut n'a été trouvé vers cette destination"},
		{"POST", "hlr/notify", 55, "Aucun numéro à envoyer"},
		{"POST", "lookup", 3, "Les numéros doivent être séparés par une virgule"},
		{"POST", "lookup", 429, "Trop de requêtes effectuées en une minute (limite : 360 requêtes / minute)"},
		{"GET", "statistics/cost-resume", 429, "Trop de requêtes effectuées en une minute (limite : 5 requêtes / minute)"},
		{"POST", "location/optin", 3, "Le paramètre parameters est requis"},
		{"POST", "location/optin", 15, "Le paramètre interest doit être supérieur à 0"},
		{"GET", "location/status", 31, "Le token de la location est requis"},
		{"GET", "location/file/download", 31, "Le paramètre token est requis"},
		{"GET", "location/file/download", 32, "La demande de location est introuvable"},
	} {
		e := newEmulator(t)
		addFault(t, e, fmt.Sprintf(`{"endpoint":%q}`, one.endpoint), fmt.Sprintf(`"do":{"code":%d}`, one.code))
		got := call(t, e, one.method, "/v1/"+one.endpoint+"?apiKey=k", "")
		var answer struct {
			Code    int
			Message string
		}
		require.NoError(t, json.Unmarshal([]byte(got.body), &answer), got.body)
		assert.Equal(t, one.code, answer.Code)
		assert.Equal(t, one.text, answer.Message, "%s on %s", fmt.Sprint(one.code), one.endpoint)
	}
}

// Code 9 has the list's name of the endpoint's own page.
func TestAFaultsFormErrorHasItsEndpointsShape(t *testing.T) {
	for endpoint, key := range map[string]string{"send": "errors", "vn/send": "errors", "rcs/send": "errors", "bulk-send": "error", "sondage/to/send": "error"} {
		e := newEmulator(t)
		addFault(t, e, fmt.Sprintf(`{"endpoint":%q}`, endpoint), `"do":{"code":9}`)
		assert.Contains(t, call(t, e, "POST", "/v1/"+endpoint+"?apiKey=k", "").body, `"code":9,"`+key+`":[`, endpoint)
	}
}

// Looking for the number that a fault is about reads nothing, and is no work that
// a body of many levels could make long.
func TestFaultsReadNothing(t *testing.T) {
	e := newEmulator(t)
	for _, path := range []string{"/v1/lookup", "/v1/send"} {
		body := `{"apiKey":"k","phoneNumbers":[{"a":1,"phoneNumber":"0612345678"},"0612345678"],"message":"x"}`
		call(t, e, "POST", path, body)
		before := lastUnread(t, e)
		call(t, e, "POST", "/_fakesms/faults?provider=smspartner&key=k", `{"match":{"to":"+33799999999"},"do":{"status":500}}`)
		call(t, e, "POST", path, body)
		assert.Equal(t, before, lastUnread(t, e), path)
	}
	deep := strings.Repeat(`{"a":[`, 4900) + strings.Repeat(`]}`, 4900)
	assert.Equal(t, 400, call(t, e, "POST", "/v1/send", `{"apiKey":"k","b":[`+strings.Repeat(deep+",", 15)+`0]}`).status)
}

func lastUnread(t *testing.T, e *Emulator) []string {
	t.Helper()
	var journal struct{ Requests []struct{ Unread []string } }
	require.NoError(t, json.Unmarshal([]byte(call(t, e, "GET", "/_fakesms/requests?provider=smspartner&key=k&limit=1", "").body), &journal))
	require.Len(t, journal.Requests, 1)
	return journal.Requests[0].Unread
}
