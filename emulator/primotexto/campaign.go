package primotexto

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// campaign is one text to all contacts of a list.
type campaign struct {
	ID                               objectID
	Name, Message, Type, Subtype     string
	List                             objectID
	Sender, Category                 string // "" if none was given
	Date                             time.Time
	Flash                            bool
	CleanBounces, CleanUnsubscribers bool
	KeepList                         bool
	ExternalURL, TestIdentifier      string
	LandingPageType, LandingPage     string
	LandingPageTitle                 string

	Launched bool
	First    int64 // its messages are those from this serial on
	Count    int64
	Credits  credits // that they cost
	Handed   int64   // how many of the first ones are known to be on their way
	Record   record
}

// campaigns are an account's, oldest first. The oldest are forgotten when there
// are too many: they are not found then.
type campaigns []*campaign

// maxCampaigns is how many campaigns an account keeps.
const maxCampaigns = 1000

func (all *campaigns) add(one *campaign) {
	if len(*all) >= maxCampaigns {
		*all = slices.Delete(*all, 0, 1)
	}
	*all = append(*all, one)
}

// find is the campaign with an id, nil if there is none.
func (all campaigns) find(id objectID) *campaign {
	at, found := slices.BinarySearchFunc(all, id, func(one *campaign, id objectID) int { return one.ID.compare(id) })
	if !found {
		return nil
	}
	return all[at]
}

// numbered is the campaign that messages know by a number, nil if there is none.
func (all campaigns) numbered(number int64) *campaign {
	at, found := slices.BinarySearchFunc(all, number, func(one *campaign, number int64) int { return cmp.Compare(one.ID.number(), number) })
	if !found {
		return nil
	}
	return all[at]
}

// campaignOf is the campaign that a path names.
func campaignOf(c *web.Call) (*campaign, error) {
	if one := dataOf(c.Account).Campaigns.find(readID(c.Vars["id"])); one != nil {
		return one, nil
	}
	return nil, errCampaignNotFound
}

// The states of a campaign. Only SENT is documented.
const (
	draft             = "DRAFT"
	campaignScheduled = "SCHEDULED"
	campaignUnderWay  = "SENDING" // until all messages are submitted, or have failed before
	campaignSent      = "SENT"
)

func (one *campaign) state(account *sandbox.Account) string {
	switch {
	case !one.Launched:
		return draft
	case one.Date.After(account.Now()):
		return campaignScheduled
	case one.underWay(account.Messages):
		return campaignUnderWay
	}
	return campaignSent
}

// underWay tells whether a message that is still kept has not been handed to the
// operators. It goes on where it stopped the last time: what was handed over
// stays so.
func (one *campaign) underWay(messages *sandbox.Messages) bool {
	dropped := messages.Accepted() - int64(messages.Len())
	one.Handed = max(one.Handed, dropped-one.First)
	for ; one.Handed < one.Count; one.Handed++ {
		n := tally(messages.At(int(one.First + one.Handed - dropped)).History)
		if n.Submitted+n.Bounces+n.Errors == 0 {
			return true
		}
	}
	return false
}

// richMessage is the placeholder of a text for a short link to the campaign's page.
const richMessage = "${rich_message}"

// shortLink is what begins every short link; six letters and digits follow. The
// address is an invention.
const shortLink = "https://ptxt.fr/"

// withLink puts a link into a text. Other placeholders stay as they are: whether
// the service knows any is unknown.
func withLink(text, code string) string {
	return strings.ReplaceAll(text, richMessage, shortLink+code)
}

// text is what handsets get.
func (one *campaign) text(account *sandbox.Account) string {
	code := strconv.FormatInt(account.Seed("link", one.ID.number()), 36)
	return withLink(one.Message, (code + "000000")[:6])
}
