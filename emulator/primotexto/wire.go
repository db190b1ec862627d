package primotexto

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// coded is the body of an error. The name of the text's key is disputed between
// clients; the one that has talked to the service longest reads it here.
type coded struct {
	Code    int    `json:"code"`
	Error   string `json:"error,omitempty"`
	Message string `json:"message,omitempty"`
}

// plainError answers what never reached the application: it is the error object
// of Spring Boot, which one client handles. (client)
type plainError struct {
	Timestamp int64  `json:"timestamp"`
	Status    int    `json:"status"`
	Err       string `json:"error"`
	Message   string `json:"message"`
	Path      string `json:"path"`
}

func (e *plainError) Error() string { return e.Message }

func unknownRoute(path, _ string, now time.Time) error {
	return newPlainError(http.StatusNotFound, "No message available", path, now)
}

func wrongMethod(path, method string, now time.Time) error {
	return newPlainError(http.StatusMethodNotAllowed, "Request method '"+method+"' not supported", path, now)
}

func newPlainError(status int, message, path string, now time.Time) error {
	return &plainError{milliseconds(now), status, http.StatusText(status), message, path}
}

// withCode is the error with a code; each has one text.
func withCode(_ *web.Route, _ *sandbox.Account, code int) error {
	all := catalogue()
	at := slices.IndexFunc(all, func(e web.Error) bool { return e.Code == code })
	return &all[at]
}

// broken is an HTTP status without a code.
func broken(status int, path string, now time.Time) error {
	return newPlainError(status, "No message available", path, now)
}

// encode writes an answer or an error as JSON, whatever the request accepts.
func (p *provider) encode(_ *web.Fields, answer any, err error) web.Reply {
	if err != nil {
		status, body := p.shape(err)
		return inJSON(status, body)
	}
	switch answer := answer.(type) {
	case web.NoContent:
		return web.Reply{Status: http.StatusNoContent}
	case web.Created:
		reply := web.Reply{Status: http.StatusCreated}
		if answer.Body != nil {
			reply = inJSON(http.StatusCreated, answer.Body)
		}
		reply.Location = answer.Location
		return reply
	}
	return inJSON(http.StatusOK, answer)
}

func inJSON(status int, body any) web.Reply {
	return web.Reply{Status: status, ContentType: "application/json;charset=UTF-8", Body: web.JSON(body)}
}

func (p *provider) shape(err error) (int, any) {
	var plain *plainError
	if errors.As(err, &plain) {
		return plain.Status, plain
	}
	var known *web.Error
	if !errors.As(err, &known) {
		panic(err) // handlers return errors of the catalogue
	}
	if p.textUnderMessage {
		return known.Status, coded{Code: known.Code, Message: known.Text}
	}
	return known.Status, coded{Code: known.Code, Error: known.Text}
}
