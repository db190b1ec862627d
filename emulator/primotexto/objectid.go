package primotexto

import (
	"fmt"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// objectID is the id of anything but a message: 24 hex digits. The last eight are
// the thing's number among those of its kind.
func objectID(account *sandbox.Account, kind string, number int64) string {
	return fmt.Sprintf("%016x%08x", account.Seed(kind, number), uint32(number))
}
