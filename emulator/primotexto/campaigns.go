package primotexto

import (
	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// campaignAnswer has the members that the official Java SDK knows, in its order,
// and behind them what else was given when the campaign was made. It reads sendList
// as text since its last version, as an object before.
type campaignAnswer struct {
	ID                 objectID        `json:"id"`
	Message            string          `json:"message"` // with the placeholder
	SendList           objectID        `json:"sendList"`
	State              string          `json:"state"`
	Name               string          `json:"name"`
	Type               string          `json:"type"`
	SourceAddress      string          `json:"sourceAddress,omitempty"`
	Date               *int64          `json:"date,omitempty"`
	Flash              bool            `json:"flash"`
	CleanBounces       bool            `json:"cleanBounces"`
	CleanUnsubscribers bool            `json:"cleanUnsubscribers"`
	KeepList           bool            `json:"keepList"`
	TotalCredits       sandbox.Decimal `json:"totalCredits"` // that it has cost

	Subtype          string `json:"subtype"`
	Category         string `json:"category,omitempty"`
	ExternalURL      string `json:"externalUrl,omitempty"`
	LandingPageType  string `json:"landingPageType,omitempty"`
	LandingPage      string `json:"landingPage,omitempty"`
	LandingPageTitle string `json:"landingPageTitle,omitempty"`
	TestIdentifier   string `json:"testIdentifier,omitempty"`
}

// campaigns is GET /v2/campaigns: all campaigns, oldest first.
func (p *provider) campaigns(c *web.Call) (any, error) {
	all := dataOf(c.Account).Campaigns
	answers := make([]campaignAnswer, len(all))
	for i, one := range all {
		answers[i] = one.answer(c.Account)
	}
	return answers, nil
}

func (one *campaign) answer(account *sandbox.Account) campaignAnswer {
	answer := campaignAnswer{
		ID: one.ID, Message: one.Message, SendList: one.List, State: one.state(account), Name: one.Name, Type: one.Type,
		SourceAddress: one.Sender, Flash: one.Flash,
		CleanBounces: one.CleanBounces, CleanUnsubscribers: one.CleanUnsubscribers, KeepList: one.KeepList,
		TotalCredits: sandbox.Whole(int64(one.Credits)),
		Subtype:      one.Subtype, Category: one.Category, ExternalURL: one.ExternalURL, LandingPageType: one.LandingPageType,
		LandingPage: one.LandingPage, LandingPageTitle: one.LandingPageTitle, TestIdentifier: one.TestIdentifier,
	}
	if !one.Date.IsZero() {
		date := milliseconds(one.Date)
		answer.Date = &date
	}
	return answer
}
