package web

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// plainSettings are an account's without anything of a provider's own.
type plainSettings struct{ Settings }

// service is a provider with the given routes and nothing to say.
func service(routes ...Route) http.Handler {
	dialect := &Dialect{
		Provider: "p", Version: "v9", BodyLimit: 20, Routes: routes, MessageID: "id",
		NewSettings: func() AccountSettings { return &plainSettings{} },
		Key:         func(header http.Header, _ *Fields) string { return header.Get("Key") },
		Admit:       func(_ *Route, _ string, malformed error) error { return malformed },
		UnknownKey:  func(*Route) error { return errors.New("no such key") },
		Gate: func(c *Call) error {
			if c.Get("gate") != nil {
				return errors.New("the gate is closed")
			}
			return nil
		},
		Encode: func(_ *Fields, answer any, err error) Reply {
			switch created := answer.(type) {
			case NoContent:
				return Reply{Status: http.StatusNoContent}
			case Created:
				return Reply{Status: http.StatusCreated, Location: created.Location}
			}
			if err != nil {
				return Reply{Status: http.StatusBadRequest, ContentType: "text/plain", Body: []byte(err.Error())}
			}
			return Reply{Status: http.StatusOK, ContentType: "application/json", Body: JSON(answer)}
		},
	}
	box := sandbox.New(sandbox.Options{MaxMessages: 1, MaxRequests: 9, MaxCallbacks: 1, MaxAccounts: 9, MaxTotalMessages: 1}, map[string]*sandbox.Provider{
		"p": {Settings: func() any { return dialect.NewSettings() }, Data: func() any { return nil }},
	}, func(*sandbox.Delivery) {})
	return dialect.Handler(box)
}

func ask(h http.Handler, method, path, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	request.Header.Set("Key", "k")
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, request)
	return recorder
}

// While one call of an account is being prepared, another one is answered.
func TestPrepareHoldsNobodyUp(t *testing.T) {
	begun, release := make(chan bool), make(chan bool)
	h := service(
		Route{Method: "POST", Endpoint: "slow", Prepare: func(f *Fields) (any, error) {
			begun <- true
			<-release
			return "prepared " + f.Text("a"), nil
		}, Handle: func(c *Call) (any, error) { return c.Prepared, nil }},
		Route{Method: "GET", Endpoint: "quick", Handle: func(c *Call) (any, error) { return c.Prepared, nil }},
	)
	slow := make(chan *httptest.ResponseRecorder)
	go func() { slow <- ask(h, "POST", "/v9/slow", `{"a":"body"}`) }()
	<-begun
	assert.Equal(t, "null", ask(h, "GET", "/v9/quick", "").Body.String())
	release <- true
	assert.Equal(t, `"prepared body"`, (<-slow).Body.String())
}

// What the account's set-up refuses is refused first.
func TestErrorOfPrepare(t *testing.T) {
	h := service(Route{
		Method: "POST", Endpoint: "x", Prepare: func(*Fields) (any, error) { return nil, errors.New("cannot prepare") },
		Handle: func(*Call) (any, error) { panic("not reached") },
	})
	assert.Equal(t, "cannot prepare", ask(h, "POST", "/v9/x", "").Body.String())
	assert.Equal(t, "the gate is closed", ask(h, "POST", "/v9/x?gate=1", "").Body.String())
}

func TestRoutesWithLimitsOfTheirOwn(t *testing.T) {
	length := func(c *Call) (any, error) { return len(c.Text("a")), nil }
	h := service(
		Route{Method: "POST", Endpoint: "usual", Alias: "other/name", Handle: length},
		Route{Method: "POST", Endpoint: "large", BodyLimit: 40, Handle: length},
		Route{Method: "POST", Endpoint: "any", SkipBody: true, Handle: length},
	)
	body := func(n int) string { return `{"a":"` + strings.Repeat("x", n) + `"}` }
	assert.Equal(t, "12", ask(h, "POST", "/v9/usual", body(12)).Body.String())
	assert.Equal(t, "12", ask(h, "POST", "/v9/other/name", body(12)).Body.String())
	assert.Equal(t, ErrTooLarge.Error(), ask(h, "POST", "/v9/usual", body(13)).Body.String())
	assert.Equal(t, "32", ask(h, "POST", "/v9/large", body(32)).Body.String())
	assert.Equal(t, ErrTooLarge.Error(), ask(h, "POST", "/v9/large", body(33)).Body.String())
	assert.Equal(t, "0", ask(h, "POST", "/v9/any", `"SEND`).Body.String())
}

func TestAnswersWithoutBody(t *testing.T) {
	h := service(
		Route{Method: "DELETE", Endpoint: "x", Handle: func(*Call) (any, error) { return NoContent{}, nil }},
		Route{Method: "POST", Endpoint: "x", Handle: func(*Call) (any, error) { return Created{Location: "/y"}, nil }},
	)
	gone := ask(h, "DELETE", "/v9/x", "")
	assert.Equal(t, http.StatusNoContent, gone.Code)
	assert.Empty(t, gone.Header())
	made := ask(h, "POST", "/v9/x", "")
	assert.Equal(t, http.StatusCreated, made.Code)
	assert.Equal(t, http.Header{"Location": {"/y"}, "Content-Length": {"0"}}, made.Header())
}

// An answer without members has no id that could be taken out.
func TestWithoutID(t *testing.T) {
	s := &server{dialect: &Dialect{MessageID: "id"}}
	for _, answer := range []any{NoContent{}, Created{Location: "/y"}, []int{1}, "x", nil} {
		assert.Equal(t, answer, s.withoutID(answer))
	}
	assert.Equal(t, `{"a":1}`, string(JSON(s.withoutID(map[string]int{"a": 1, "id": 2}))))
	assert.Equal(t, `{}`, string(JSON(s.withoutID(map[string]int{"id": 2}))))
}

func TestItems(t *testing.T) {
	f := read(t, "", `{"list":[1,"x",[2,3],null],"empty":[],"text":"x"}`)
	var seen []string
	for item := range f.Get("list").Items() {
		seen = append(seen, item.Text())
		for inner := range item.Items() {
			seen = append(seen, "in "+inner.Text())
			break
		}
	}
	assert.Equal(t, []string{"1", "x", "", "in 2", ""}, seen)
	for _, name := range []string{"empty", "text", "absent"} {
		for range f.Get(name).Items() {
			require.Fail(t, name)
		}
	}
	assert.True(t, f.Get("empty").IsList())
	assert.False(t, f.Get("text").IsList())
	assert.Equal(t, 18, f.Get("list").Size())
	assert.Equal(t, 0, f.Get("absent").Size())
	assert.Equal(t, []string{"empty", "list", "text"}, f.Names())
}
