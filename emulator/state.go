package emulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// load reads the state file, if there is one. A damaged file is refused, and left
// as it is.
func (e *Emulator) load() error {
	text, err := os.ReadFile(e.state)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("the state file: %w", err)
	}
	snapshot, err := sandbox.ReadSnapshot(text)
	if err == nil {
		err = e.box.Restore(snapshot)
	}
	if err != nil {
		return fmt.Errorf("the state file %s is damaged and was left as it is: %w", e.state, err)
	}
	return nil
}

// Save writes what the emulator holds to the file of Options.State; without one it
// does nothing. The file is written beside the old one and takes its place when it
// is whole: if that fails, the old one is still there.
func (e *Emulator) Save() error { return e.writeState(false) }

func (e *Emulator) writeState(wait bool) error {
	if e.state == "" {
		return nil
	}
	// One at a time, or an older state might take the place of a newer one.
	e.saving.Lock()
	defer e.saving.Unlock()
	snapshot, err := e.box.Snapshot(nil, wait)
	if err != nil {
		return err
	}
	text, err := json.Marshal(snapshot)
	if err != nil {
		return err
	}
	if err := replaceFile(e.state, text); err != nil {
		return fmt.Errorf("the state was not saved, %s is what it was: %w", e.state, err)
	}
	return nil
}

// replaceFile puts a file in the place of another one, whole or not at all. What a
// kill leaves beside it is written over by the next one.
func replaceFile(path string, text []byte) (err error) {
	file, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = file.Close()
			_ = os.Remove(file.Name())
		}
	}()
	if _, err = file.Write(append(text, '\n')); err != nil {
		return err
	}
	if err = file.Sync(); err != nil {
		return err
	}
	if err = file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// save is Save for the control API; nil without a file.
func (e *Emulator) save() func() error {
	if e.state == "" {
		return nil
	}
	return e.Save
}
