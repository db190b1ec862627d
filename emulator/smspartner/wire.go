package smspartner

import (
	"errors"
	"slices"
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

// formError is code 9: one entry for each field that breaks a rule. The list's
// name is errors on the page of send, error on that of bulk-send and on older
// ones.
type formError struct {
	Success bool        `json:"success"`
	Code    int         `json:"code"`
	OfSend  []violation `json:"errors,omitempty"`
	OfBatch []violation `json:"error,omitempty"`
}

// sendForm is code 9 as sends answer it.
func (p *provider) sendForm(all []violation) error {
	if p.sendErrorKey {
		return batchForm(all)
	}
	return &formError{Code: errForm.Code, OfSend: all}
}

// batchForm is code 9 as batches answer it.
func batchForm(all []violation) error { return &formError{Code: errForm.Code, OfBatch: all} }

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

// creditError is the shape of code 11 about 2015: an object under error instead
// of a message, and what is left. (recorded)
type creditError struct {
	Success bool `json:"success"`
	Code    int  `json:"code"`
	Reason  struct {
		Message string `json:"message"`
	} `json:"error"`
	Credits struct {
		SMS     int64  `json:"creditSms"`
		LowCost int64  `json:"creditSmsLowCost"`
		ToSend  int64  `json:"toSend"`
		Solde   amount `json:"solde"` // 0, 0.9: a number here
	} `json:"credits"`
}

func (e *creditError) Error() string         { return errNoCredit.Text }
func (e *creditError) Documentation() string { return errNoCredit.Source }

// numberError has its code as text, unlike the error around it. (recorded)
type numberError struct {
	Success bool   `json:"success"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (e *nobodyError) Error() string         { return e.Message }
func (e *nobodyError) Documentation() string { return errNobody.Source }

// readPage reads which page of a list is asked for; the first by default.
func readPage(c *web.Call) (int, error) {
	asked := c.Get("page")
	if asked == nil {
		return 1, nil
	}
	page, isNumber := asked.Int()
	if !isNumber || page < 1 || page > 1<<20 {
		return 0, errFormat
	}
	return int(page), nil
}

// encode writes an answer or an error in the format that the request asks for,
// in its query or in its body.
func (p *provider) encode(fields *web.Fields, answer any, err error) web.Reply {
	status := 200
	if err != nil {
		status, answer = shape(err)
	}
	// Code 404 is one too, for a group or a contact; not that of an unknown route.
	if p.status200 && (status == 400 || status == 404 && err != errUnknownRoute) {
		status = 200
	}
	body := web.JSON(answer)
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

// asciiJSON escapes what is not ASCII as \uXXXX.
func asciiJSON(text []byte) []byte {
	start := slices.IndexFunc(text, func(b byte) bool { return b >= utf8.RuneSelf })
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
