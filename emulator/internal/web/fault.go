package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// gatewayPage is what stands before a service that is down says. (assumed)
const gatewayPage = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"

// strike looks for a fault for a request. It reports true if the fault's own
// answer came in the place of the handler's.
func (s *server) strike(x *exchange, route *Route, account *sandbox.Account) bool {
	x.fault = account.Faults.Strike(route.Endpoint, x.request.Method, func() []string { return s.recipients(x.fields) })
	if x.fault == nil {
		return false
	}
	do := x.fault.Do
	switch {
	case do.Code != 0:
		s.encode(x, nil, s.dialect.Coded(route, account, do.Code))
	case do.HTML:
		x.reply = Reply{Status: http.StatusBadGateway, ContentType: "text/html", Body: []byte(gatewayPage)}
	case do.Status != 0 && do.Body == "" && do.ContentType == "":
		s.encode(x, nil, s.dialect.Broken(do.Status, x.request.URL.Path, account.Now()))
	case do.Status != 0:
		x.reply = Reply{Status: do.Status, ContentType: contentType(do), Body: []byte(do.Body)}
	default:
		return false
	}
	return true
}

func contentType(do sandbox.FaultAct) string {
	if do.ContentType != "" {
		return do.ContentType
	}
	return "application/json"
}

// recipients are the telephone numbers in a request, as E.164.
func (s *server) recipients(fields *Fields) []string {
	var numbers []string
	for _, text := range fields.find(s.dialect.Recipients, deepest) {
		for spelling := range strings.SplitSeq(text, ",") {
			numbers = append(numbers, s.dialect.E164(spelling))
		}
	}
	return numbers
}

// deepest is how many objects may stand around a telephone number. Those of the
// documented requests have two.
const deepest = 4

// find gives the texts of values with one of the names, in lists and in objects
// too, that many objects deep. Nothing counts as read.
func (f *Fields) find(names []string, depth int) []string {
	if depth == 0 {
		return nil
	}
	var texts []string
	for value := range f.each() {
		copied := *value
		items, isList := copied.List()
		if !isList {
			items = []*Value{&copied}
		}
		for _, item := range items {
			one := *item // what is decoded here is not looked into by the call
			if object, isObject := one.Object(); isObject {
				texts = append(texts, object.find(names, depth-1)...)
			} else if slices.Contains(names, string(value.name)) {
				texts = append(texts, one.Text())
			}
		}
	}
	return texts
}

// withoutID takes the id of what was sent out of an answer. A file has none, and
// neither has what is no object.
func (s *server) withoutID(answer any) any {
	switch answer.(type) {
	case NoContent, Created, File:
		return answer
	}
	all := JSON(answer)
	if all[0] != '{' {
		return answer
	}
	var left []byte
	members(all, func(name, value []byte) {
		if string(name) != s.dialect.MessageID {
			quoted := JSON(string(name))
			left = append(append(append(append(left, ','), quoted...), ':'), value...)
		}
	})
	if len(left) == 0 {
		return json.RawMessage("{}")
	}
	left[0] = '{'
	return json.RawMessage(append(left, '}'))
}

// spoil writes a reply as its fault wants it. What is cut is announced in full,
// so that the client sees that something is missing.
func (x *exchange) spoil(w http.ResponseWriter) {
	do := x.fault.Do
	if do.Delay > 0 {
		timer := time.NewTimer(time.Duration(do.Delay))
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-x.request.Context().Done():
		}
	}
	length, cut := len(x.reply.Body), false
	switch {
	case do.Close == "before":
		panic(http.ErrAbortHandler) // net/http closes the connection
	case do.Close == "middle":
		length, cut = length/2, true
	case do.Truncate != nil && *do.Truncate < length:
		length, cut = *do.Truncate, true
	}
	x.write(w, length)
	if cut {
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}
