package primotexto

import "github.com/fakesms/fakesms/emulator/internal/sandbox"

// data is what an account remembers beside messages and settings: plain values
// that encode to JSON and back, one member for each family of endpoints.
type data struct {
	Objects       uint32 // object ids given so far
	Lists         lists
	Operations    []*operation // oldest first
	Unsubscribers reasons      // of the sandbox's stop list
	Bounces       reasons      // of its list of bounces
	Life          record       // of all messages ever
	Pools         pools        // of the messages with a category
	Campaigns     campaigns
}

func newData() *data {
	return &data{Unsubscribers: reasons{}, Bounces: reasons{}, Pools: pools{Records: map[string]*record{}}}
}

func dataOf(account *sandbox.Account) *data { return account.Data.(*data) }
