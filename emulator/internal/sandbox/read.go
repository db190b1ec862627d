package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// ReadSnapshot reads a snapshot in JSON. The error of a damaged one says where.
func ReadSnapshot(text []byte) (*Snapshot, error) {
	var head struct{ Version *int }
	if err := json.Unmarshal(text, &head); err != nil {
		return nil, located(text, err)
	}
	if head.Version == nil {
		return nil, fmt.Errorf("it has no version: this is no snapshot")
	}
	if *head.Version != SnapshotVersion {
		return nil, &VersionError{Version: *head.Version}
	}
	snapshot := new(Snapshot)
	if err := strictly(text, snapshot); err != nil {
		return nil, located(text, err)
	}
	if snapshot.Worlds == nil {
		return nil, fmt.Errorf("it has no accounts: a snapshot has a list of them, empty or not")
	}
	return snapshot, nil
}

// VersionError refuses a snapshot in another format.
type VersionError struct{ Version int }

func (e *VersionError) Error() string {
	return fmt.Sprintf("version %d of a snapshot cannot be read; this program reads version %d", e.Version, SnapshotVersion)
}

// located says in which line of a text decoding it failed.
func located(text []byte, err error) error {
	var syntax *json.SyntaxError
	var mistyped *json.UnmarshalTypeError
	offset := int64(-1)
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &mistyped):
		offset = mistyped.Offset
	}
	if offset < 0 || offset > int64(len(text)) {
		return err
	}
	before := text[:offset]
	return fmt.Errorf("line %d, column %d: %w", 1+bytes.Count(before, []byte("\n")), len(before)-bytes.LastIndexByte(before, '\n'), err)
}

// strictly decodes what must have been encoded from such a value.
func strictly(text json.RawMessage, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}
