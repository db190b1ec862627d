package smspartner

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// ok begins every answer of success.
type ok struct {
	Success bool `json:"success"`
	Code    int  `json:"code"`
}

func success() ok { return ok{Success: true, Code: 200} }

// refusal is the plain shape of an error.
type refusal struct {
	Success bool   `json:"success"`
	Code    int    `json:"code"`
	Message string `json:"message"`
}

func refuse(err *web.Error) refusal { return refusal{Code: err.Code, Message: err.Text} }

// formError is code 9: one entry for each field that breaks a rule.
type formError struct {
	Success    bool        `json:"success"`
	Code       int         `json:"code"`
	Violations []violation `json:"errors"` // older pages print "error"
}

type violation struct {
	ElementID string `json:"elementId"` // "children[message].data"
	Message   string `json:"message"`
}

func (e *formError) Error() string         { return errForm.Text }
func (e *formError) Documentation() string { return errForm.Source }

// nobodyError is code 55: no number is left to send to, each with its reason.
type nobodyError struct {
	Success bool          `json:"success"`
	Code    int           `json:"code"`
	Message string        `json:"message"`
	Errors  []numberError `json:"errors"`
}

// numberError has its code as text, unlike the error around it. (recorded)
type numberError struct {
	Success bool   `json:"success"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (e *nobodyError) Error() string         { return e.Message }
func (e *nobodyError) Documentation() string { return errNobody.Source }

// encode writes an answer or an error in the format that the request asks for,
// in its query or in its body.
func encode(fields *web.Fields, answer any, err error) web.Reply {
	status := 200
	if err != nil {
		status, answer = shape(err)
	}
	body := compact(answer)
	if fields.Text("_format") == "xml" {
		return web.Reply{Status: status, ContentType: "application/xml", Body: entryXML(body)}
	}
	return web.Reply{Status: status, ContentType: "application/json", Body: asciiJSON(body)}
}

// shape gives an error its status and its body.
func shape(err error) (int, any) {
	var coded *web.Error
	if errors.As(err, &coded) {
		return coded.Status, refuse(coded)
	}
	return 400, err // the errors above are their own bodies
}

// compact is JSON as PHP writes it: no spaces, no HTML escaping.
func compact(answer any) []byte {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(answer); err != nil {
		panic(err) // answers are structs of this package; they always encode
	}
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))
}

// asciiJSON escapes what is not ASCII as \uXXXX.
func asciiJSON(text []byte) []byte {
	start := bytes.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
	if start < 0 {
		return text
	}
	out := append(make([]byte, 0, 2*len(text)), text[:start]...)
	for _, r := range string(text[start:]) {
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			out = appendEscape(out, unit)
		}
	}
	return out
}

func appendEscape(out []byte, unit uint16) []byte {
	const hex = "0123456789abcdef"
	return append(out, '\\', 'u', hex[unit>>12], hex[unit>>8&15], hex[unit>>4&15], hex[unit&15])
}
