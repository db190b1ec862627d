package smspartner

import "github.com/fakesms/fakesms/emulator/internal/sandbox"

// data is what an account remembers beside messages and settings: plain values
// that encode to JSON and back, one member for each family of endpoints.
type data struct {
	Charged     charges            // what sends cost, by day
	ResumeCalls sandbox.Rate       // of statistics/cost-resume
	Forwards    map[string]forward // by virtual number: where its calls go; not listed, nowhere
}

func newData() *data { return &data{Forwards: map[string]forward{}} }

func dataOf(account *sandbox.Account) *data { return account.Data.(*data) }
