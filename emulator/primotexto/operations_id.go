package primotexto

import (
	"slices"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// operation is what an import came to, and when it shows so.
type operation struct {
	ID                                  objectID
	Rows, Imported, Duplicates, Invalid int
	Running, Done                       time.Time
}

// maxOperations is how many operations are remembered (assumed).
const maxOperations = 1000

// newOperation begins an import: it waits a second, then takes one for each 10,000
// rows (assumed). Rows without a good number are invalid to begin with.
func newOperation(account *sandbox.Account, rows *sheet) *operation {
	running := account.Now().Add(account.Paced(time.Second))
	takes := time.Duration(1+rows.rows/10_000) * time.Second
	return &operation{
		ID: dataOf(account).newID(account), Rows: rows.rows, Invalid: rows.rows - len(rows.contacts),
		Running: running, Done: running.Add(account.Paced(takes)),
	}
}

// keep remembers an operation, and forgets the oldest if there are too many.
func (d *data) keep(done *operation) {
	d.Operations = append(d.Operations, done)
	if len(d.Operations) > maxOperations {
		d.Operations = slices.Delete(d.Operations, 0, 1)
	}
}

// operationAnswer is made up: that the official SDKs read JSON from the Location
// of an import is all that is known.
type operationAnswer struct {
	ID         objectID `json:"id"`
	State      string   `json:"state"` // PENDING, RUNNING, DONE
	Rows       int      `json:"rows"`
	Imported   int      `json:"imported"`
	Duplicates int      `json:"duplicates"`
	Invalid    int      `json:"invalid"`
}

// getOperation is GET /v2/operations/{id}: how far an import is.
func (p *provider) getOperation(c *web.Call) (any, error) {
	id := readID(c.Vars["id"])
	all := dataOf(c.Account).Operations
	at, found := slices.BinarySearchFunc(all, id, func(o *operation, id objectID) int { return o.ID.compare(id) })
	if !found {
		return nil, unknownRoute("/v2/operations/"+c.Vars["id"], "", c.Account.Now())
	}
	o := all[at]
	return operationAnswer{o.ID, o.state(c.Account.Now()), o.Rows, o.Imported, o.Duplicates, o.Invalid}, nil
}

func (o *operation) state(now time.Time) string {
	switch {
	case now.Before(o.Running):
		return "PENDING"
	case now.Before(o.Done):
		return "RUNNING"
	}
	return "DONE"
}
