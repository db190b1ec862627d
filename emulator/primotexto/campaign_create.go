package primotexto

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// campaignCreated has one member alone: the official Java SDK refuses others. An
// older tool reads it under another name.
type campaignCreated struct {
	ID         *objectID `json:"id,omitempty"`
	CampaignID *objectID `json:"campaignId,omitempty"`
}

// createCampaign makes a campaign, which sends nothing yet. The kind is what its
// path begins with.
func (p *provider) createCampaign(c *web.Call, kind string) (any, error) {
	one, err := p.readCampaign(c)
	if err != nil {
		return nil, err
	}
	data := dataOf(c.Account)
	if settingsOf(c.Account).Free && len(data.Campaigns) >= freeCampaigns {
		return nil, errFreeCampaigns
	}
	if one.Subtype == "" {
		one.Subtype = kind
	}
	one.ID = data.newID(c.Account)
	data.Campaigns.add(one)
	if p.campaignIDNamed {
		return campaignCreated{CampaignID: &one.ID}, nil
	}
	return campaignCreated{ID: &one.ID}, nil
}

// freeCampaigns is how many campaigns an account in the free mode may have: that
// there is a limit is known, its number is assumed.
const freeCampaigns = 1

// maxName is how long a campaign's name may be, maxExtra how long what only comes
// back from a look at the campaign. (assumed)
const (
	maxName  = 255
	maxExtra = 10_000
)

// readCampaign reads and checks the body: name, text, sender, list, date, category,
// in this order (assumed).
func (p *provider) readCampaign(c *web.Call) (*campaign, error) {
	one := &campaign{
		Name: c.Text("name"), Message: c.Text("message"), Sender: c.Text("sourceAddress"), Flash: c.Flag("flash"),
		CleanBounces: unlessFalse(c, "cleanBounces"), CleanUnsubscribers: unlessFalse(c, "cleanUnsubscribers"),
		KeepList: unlessFalse(c, "keepList"),
	}
	if one.Name == "" || utf8.RuneCountInString(one.Name) > maxName || strings.ContainsFunc(one.Name, unicode.IsControl) {
		return nil, errCampaignName
	}
	if _, err := p.checkText(withLink(one.Message, "000000")); err != nil {
		return nil, err
	}
	if err := checkSender(one.Sender); err != nil {
		return nil, err
	}
	var err error
	if one.List, err = readSendList(c); err != nil {
		return nil, err
	}
	if one.Date, err = readCampaignDate(c.Get("date"), c.Account.Now()); err != nil {
		return nil, err
	}
	if one.Category, err = readNewCategory(c); err != nil {
		return nil, err
	}
	return one, one.readExtras(c)
}

// unlessFalse reads a flag that is set unless it is given otherwise (assumed).
func unlessFalse(c *web.Call, name string) bool { return c.Get(name) == nil || c.Flag(name) }

// readSendList reads the list's id: text, or an object that has it.
func readSendList(c *web.Call) (objectID, error) {
	value := c.Get("sendList")
	text := value.Text()
	if object, ok := value.Object(); ok {
		text = object.Text("id")
	}
	if text == "" {
		return objectID{}, errSendList
	}
	id := readID(text)
	if dataOf(c.Account).Lists.find(id) == nil {
		return objectID{}, errListNotFound
	}
	return id, nil
}

// readCampaignDate reads milliseconds since 1970. What has passed is an error of
// its own for campaigns.
func readCampaignDate(value *web.Value, now time.Time) (time.Time, error) {
	date, err := readDate(value, now)
	if ms, _ := value.Int(); err == errDate && !time.UnixMilli(ms).After(now) {
		return date, errCampaignTime
	}
	return date, err
}

// readNewCategory reads the category, which no campaign and no message may have
// had before.
func readNewCategory(c *web.Call) (string, error) {
	category := c.Text("category")
	if category == "" {
		return "", nil
	}
	if !validCategory(category) {
		return "", errCategory
	}
	data := dataOf(c.Account)
	if data.Pools.of(category) != nil || len(c.Account.Messages.Tagged(category)) > 0 { // scheduled ones are in no pool yet
		return "", errCategoryTaken
	}
	for _, other := range data.Campaigns {
		if other.Category == category {
			return "", errCategoryTaken
		}
	}
	return category, nil
}

// readExtras reads what has no effect here but on what is shown of the campaign,
// and the number for tests.
func (one *campaign) readExtras(c *web.Call) error {
	for name, to := range map[string]*string{
		"type": &one.Type, "subtype": &one.Subtype, "externalUrl": &one.ExternalURL, "landingPageType": &one.LandingPageType,
		"landingPage": &one.LandingPage, "landingPageTitle": &one.LandingPageTitle, "testIdentifier": &one.TestIdentifier,
	} {
		if *to = c.Text(name); len(*to) > maxExtra {
			return errUnknown
		}
	}
	if one.Type == "" {
		one.Type = "STANDARD" // what the official SDKs send
	}
	return nil
}
