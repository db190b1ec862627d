package smspartner

import "github.com/fakesms/fakesms/emulator/internal/sandbox"

// data is what an account remembers beside messages and settings: plain values
// that encode to JSON and back, one member for each family of endpoints.
type data struct {
	SubAccounts subAccounts
	Book        book               // groups and contacts
	Charged     charges            // what sends cost, by day
	ResumeCalls sandbox.Rate       // of statistics/cost-resume
	Forwards    map[string]forward // by virtual number: where its calls go; not listed, nowhere
	Checks      checks
	Rentals     rentals
}

func newData() *data { return &data{Forwards: map[string]forward{}} }

func dataOf(account *sandbox.Account) *data { return account.Data.(*data) }

// firstID is where a counter of ids starts: accounts seldom share one, and it
// leaves room for a thousand million below 2^31.
func firstID(account *sandbox.Account, kind string) int64 {
	return 1_000_000 + account.Seed(kind, 0)%1_000_000_000
}
