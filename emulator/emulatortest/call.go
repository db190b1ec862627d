package emulatortest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// call makes a call of the control API, and fails the test if it does not
// succeed.
func (s *Server) call(method, path string, query url.Values, body, answer any) {
	s.t.Helper()
	encoded := []byte{}
	if body != nil {
		var err error
		if encoded, err = json.Marshal(body); err != nil {
			s.t.Fatalf("emulatortest: %v", err)
		}
	}
	request, err := http.NewRequest(method, s.URL+"/_fakesms"+path+"?"+query.Encode(), bytes.NewReader(encoded))
	if err != nil {
		s.t.Fatalf("emulatortest: %v", err)
	}
	response, err := s.client.Do(request)
	if err != nil {
		s.t.Fatalf("emulatortest: %v", err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatalf("emulatortest: %s %s: %v", method, path, err)
	}
	if response.StatusCode >= 300 {
		s.t.Fatalf("emulatortest: %s %s: %s", method, path, explain(text))
	}
	if answer == nil {
		return
	}
	if err := json.Unmarshal(text, answer); err != nil {
		s.t.Fatalf("emulatortest: %s %s: %v in %s", method, path, err, text)
	}
}

// explain is what a failed call says, with what came closest.
func explain(answer []byte) string {
	var said failure
	if json.Unmarshal(answer, &said) != nil || said.Error == "" {
		return string(answer)
	}
	lines := []string{said.Error}
	for _, near := range said.Nearest {
		lines = append(lines, "\t"+string(near))
	}
	return strings.Join(lines, "\n")
}
