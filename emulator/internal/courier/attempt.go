package courier

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	// answerLimit is how many bytes of an answer are kept.
	answerLimit = 1 << 10
	// drainLimit is how many more are read, for the connection can be used again
	// only when its answer has been read to the end.
	drainLimit = 64 << 10
)

var (
	errNotSent  = errors.New("not sent: the server is stopping")
	errUnwanted = errors.New("not sent: nobody wants it any more")
	errCutOff   = errors.New("cut off: the server is stopping")
)

func (c *Courier) attempt(p Parcel) Result {
	start := time.Now()
	status, answer, err := c.post(p)
	result := Result{Status: status, Answer: answer, Took: time.Since(start)}
	if err != nil {
		result.Error = err.Error()
		result.Refused = errors.As(err, new(refusal))
	}
	return result
}

func (c *Courier) post(p Parcel) (status int, answer string, err error) {
	if c.stop.Err() != nil {
		return 0, "", errNotSent
	}
	if p.Wanted != nil && !p.Wanted() {
		return 0, "", errUnwanted
	}
	if _, err := target(p.URL); err != nil {
		return 0, "", err
	}
	late := fmt.Errorf("no answer within %v", c.timeout)
	ctx, cancel := context.WithTimeoutCause(c.stop, c.timeout, late)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, p.URL, bytes.NewReader(p.Body))
	if err != nil {
		return 0, "", reason(ctx, err)
	}
	request.Header.Set("Content-Type", p.ContentType)
	request.Header.Set("User-Agent", "fakesms")
	response, err := c.client.Do(request)
	if err != nil {
		return 0, "", reason(ctx, err)
	}
	defer response.Body.Close()
	// An answer that breaks off is none.
	if answer, err = read(response.Body); err != nil {
		return 0, "", reason(ctx, err)
	}
	return response.StatusCode, answer, nil
}

// reason is the underlying error, without the method and URL that net/http puts
// before it.
func reason(ctx context.Context, err error) error {
	if refused := refusal(""); errors.As(err, &refused) {
		return refused
	}
	if cause := context.Cause(ctx); cause != nil {
		return cause // whichever error net/http met on the way
	}
	if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

func read(body io.Reader) (string, error) {
	// A character that begins within the limit is read to its end.
	begin, err := io.ReadAll(io.LimitReader(body, answerLimit+utf8.UTFMax-1))
	if err != nil {
		return "", err
	}
	_, _ = io.CopyN(io.Discard, body, drainLimit) // what was wanted is there
	return opening(begin), nil
}

// opening is how a body begins, cut between two characters.
func opening(body []byte) string {
	text := strings.ToValidUTF8(string(body), "\uFFFD")
	if len(text) <= answerLimit {
		return text
	}
	end := answerLimit
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}
