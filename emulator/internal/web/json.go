package web

import (
	"bytes"
	"encoding/json"
)

// JSON is an answer in JSON: compact, without HTML escaping. Answers are structs
// of ours, which always encode, or RawMessages that are so already.
func JSON(answer any) []byte {
	if raw, encoded := answer.(json.RawMessage); encoded {
		return raw
	}
	buffer := bytes.NewBuffer(make([]byte, 0, 128)) // enough for most
	encoder := json.NewEncoder(buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(answer); err != nil {
		panic(err)
	}
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))
}
