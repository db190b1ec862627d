package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/fakesms/fakesms/contracts"
	"github.com/fakesms/fakesms/emulator"
)

// ways are the requests that were answered with an error: the shortest for each
// provider, code and text.
type ways map[string]string

func wayKey(provider string, code, text any) string {
	return fmt.Sprint(provider, " ", code, " ", text)
}

// to is a way to an error, the shortest; empty if no contract has one. An error
// without a text of its own has a description in brackets, and "[…]" in a text
// stands for what each request puts there.
func (w ways) to(e emulator.Error) string {
	if strings.HasPrefix(e.Text, "(") {
		return w[wayKey(e.Provider, e.Code, nil)]
	}
	before, after, filled := strings.Cut(wayKey(e.Provider, e.Code, e.Text), "[…]")
	if !filled {
		return w[before]
	}
	best := ""
	for key, way := range w {
		fits := len(key) >= len(before)+len(after) && strings.HasPrefix(key, before) && strings.HasSuffix(key, after)
		if fits && (best == "" || len(way) < len(best) || len(way) == len(best) && way < best) {
			best = way
		}
	}
	return best
}

// playContracts tells the story of every contract of a provider to an emulator
// and listens for errors. Those of the control API ask for errors as faults,
// which any request can be answered with: they show no way. A contract that is
// not kept is an error itself.
func playContracts(ctx context.Context) (ways, error) {
	scripts, err := contracts.Scripts()
	if err != nil {
		return nil, err
	}
	found := ways{}
	for _, script := range scripts {
		if strings.HasPrefix(script.Name, "control/") {
			continue
		}
		e, err := emulator.New(emulator.Options{Time: time.Date(2014, 1, 1, 0, 0, 0, 0, time.UTC), Freeze: true})
		if err != nil {
			return nil, err
		}
		ear := &listener{emulator: e, script: script, ways: found}
		if err := contracts.Run(ctx, contracts.AgainstHandler(ear), script); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// listener passes requests on and keeps those that were answered with an error.
type listener struct {
	emulator http.Handler
	script   *contracts.Script
	ways     ways
	setUp    string // the account's set-up, if it was the request before
}

func (l *listener) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	answer := &tee{ResponseWriter: w}
	l.emulator.ServeHTTP(answer, r)
	if r.Method == http.MethodPut {
		l.setUp = "PUT /_fakesms/accounts/" + l.script.Provider + "/KEY " + string(body) + ", then "
		return
	}
	if !strings.HasPrefix(r.URL.Path, "/_fakesms/") {
		l.listen(l.describe(r, body), answer.body.Bytes())
	}
	l.setUp = ""
}

type tee struct {
	http.ResponseWriter
	body bytes.Buffer
}

func (t *tee) Write(p []byte) (int, error) {
	t.body.Write(p)
	return t.ResponseWriter.Write(p)
}

// manySame finds the filling of texts that are to be too long.
var manySame = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`a{20,}`) })

// objectID and numberedID find the ids of things that the story made before. Ids
// that are numbers look like telephone numbers, but for their names.
var (
	objectID   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[0-9a-f]{24,}`) })
	numberedID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`((?:messageId|contactId|groupId)"?[=:]"?)[0-9]{6,}`) })
)

// describe writes a request as a user would repeat it.
func (l *listener) describe(r *http.Request, body []byte) string {
	text := r.Method + " " + r.URL.RequestURI() + " " + strings.Join(strings.Fields(string(body)), " ")
	text = strings.ReplaceAll(text, l.script.Key, "KEY")
	text = manySame().ReplaceAllString(text, "aaa…")
	text = objectID().ReplaceAllString(text, "{id}")
	text = numberedID().ReplaceAllString(text, "${1}{id}")
	if runes := []rune(text); len(runes) > 160 {
		text = string(runes[:160]) + "…"
	}
	return strings.TrimSpace(l.setUp + text)
}

// listen notes what an answer says, errors within errors included.
func (l *listener) listen(request string, answer []byte) {
	var value any
	if json.Unmarshal(answer, &value) == nil {
		l.note(request, value)
	}
}

func (l *listener) note(request string, value any) {
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			l.note(request, item)
		}
	case map[string]any:
		text, isText := value["message"]
		if !isText {
			text = value["error"]
		}
		if _, isList := text.([]any); isList {
			text = nil
		}
		if code := value["code"]; code != nil && fmt.Sprint(code) != "200" {
			key := wayKey(l.script.Provider, code, text)
			if known := l.ways[key]; known == "" || simpler(request, known) {
				l.ways[key] = request
			}
		}
		for _, item := range value {
			l.note(request, item)
		}
	}
}

// simpler tells whether a request is easier to repeat than another: it needs
// nothing to be made before, or is shorter.
func simpler(request, than string) bool {
	needs, thanNeeds := strings.Contains(request, "{id}"), strings.Contains(than, "{id}")
	if needs != thanNeeds {
		return thanNeeds
	}
	return len(request) < len(than)
}
