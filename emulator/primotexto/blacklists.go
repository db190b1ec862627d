package primotexto

import (
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// blacklist is one of the account's two lists of numbers that get no message:
// those that answered STOP, and those found to be nobody's (NPAI). The sandbox
// keeps the numbers; what brought them there is kept here, by number.
type blacklist struct {
	kind    string // what its ids are made from
	entries *sandbox.Stops
	reasons reasons
}

// reasons are what brought numbers to a blacklist, oldest first.
type reasons map[string][]reason

// reason is why and when a number came to a blacklist; one without a campaign was
// put there by a call, or by a message of none.
type reason struct {
	At       time.Time
	Campaign string
}

// maxReasons is how many of them are remembered of one number: a handset can
// answer STOP for ever.
const maxReasons = 100

func unsubscribers(account *sandbox.Account) blacklist {
	return blacklist{"unsubscribers", account.Stops, dataOf(account).Unsubscribers}
}

func bounces(account *sandbox.Account) blacklist {
	return blacklist{"bounces", account.Bounces, dataOf(account).Bounces}
}

// enlist puts a number on the list, and notes why; it reports false if the number
// was there already.
func (b blacklist) enlist(number string, why reason) (sandbox.Stop, bool) {
	all := append(b.reasons[number], why)
	b.reasons[number] = all[max(0, len(all)-maxReasons):]
	return b.entries.Add(number, why.At)
}

// delete takes an entry out, if it is there.
func (b blacklist) delete(number string) {
	if id, listed := b.entries.Find(number); listed {
		b.entries.Delete(id)
		delete(b.reasons, number)
	}
}

// because is the reason that a message is, now.
func because(account *sandbox.Account, m *sandbox.Message) reason {
	why := reason{At: account.Now()}
	if m.Campaign != 0 {
		why.Campaign = idOf(account.Seed("object", 0), m.Campaign).String()
	}
	return why
}

// blacklistAnswer has the members of the official Java SDK's model, in its order.
// Whether the service goes on to show entries that were deleted is unknown: they
// are gone, and deleted is always false.
type blacklistAnswer struct {
	ID          objectID       `json:"id"`
	Deleted     bool           `json:"deleted"`
	Identifier  string         `json:"identifier"` // E.164
	BlacklistID objectID       `json:"blacklistId"`
	History     []reasonAnswer `json:"history"`
}

type reasonAnswer struct {
	Date       int64  `json:"date"`
	CampaignID string `json:"campaignId,omitempty"`
}

// id is that of an entry: the sandbox's number made an object id.
func (b blacklist) id(account *sandbox.Account, number int64) objectID {
	return idOf(account.Seed(b.kind, 0), number)
}

// addListed is POST …/default/contacts.
func (p *provider) addListed(c *web.Call, b blacklist) (any, error) {
	number, err := p.readNumber(c.Text("identifier"))
	if err != nil {
		return nil, err
	}
	if b.entries.Has(number.E164) {
		return nil, errNumberExists
	}
	made, _ := b.enlist(number.E164, reason{At: c.Account.Now()})
	return idAnswer{b.id(c.Account, made.ID)}, nil
}

// getListed is GET …/default/contacts: all entries, oldest first.
func (p *provider) getListed(c *web.Call, b blacklist) (any, error) {
	answer := []blacklistAnswer{}
	for _, entry := range b.entries.All() {
		history := []reasonAnswer{}
		for _, why := range b.reasons[entry.Number] {
			history = append(history, reasonAnswer{milliseconds(why.At), why.Campaign})
		}
		answer = append(answer, blacklistAnswer{
			ID: b.id(c.Account, entry.ID), Identifier: entry.Number, BlacklistID: b.id(c.Account, 0), History: history,
		})
	}
	return answer, nil
}

// deleteListedNumber is DELETE …/default/contacts?identifier=.
func (p *provider) deleteListedNumber(c *web.Call, b blacklist) (any, error) {
	number, err := p.readListed(c.Text("identifier"))
	if err != nil {
		return nil, err
	}
	b.delete(number)
	return web.NoContent{}, nil
}

// deleteListed is DELETE …/default/contacts/{id}. What is not there is as good as
// deleted (assumed).
func (p *provider) deleteListed(c *web.Call, b blacklist) (any, error) {
	id := readID(c.Vars["id"])
	if entry, listed := b.entries.At(id.number()); listed && b.id(c.Account, entry.ID) == id {
		b.delete(entry.Number)
	}
	return web.NoContent{}, nil
}
