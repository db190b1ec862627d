package smspartner

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// checks are what an account remembers of number verification.
type checks struct {
	HLR       sandbox.Rate
	Lookup    sandbox.Rate
	Campaigns int64 // HLR campaigns so far
}

// nextCampaign numbers a campaign. The number is an account's own: only its text
// is ever shown.
func (s *checks) nextCampaign(account *sandbox.Account) int64 {
	s.Campaigns++
	return 1_000_000 + account.Seed("hlr campaign", 0)%8_000_000 + s.Campaigns
}

func campaignID(number int64) string { return "HLR" + strconv.FormatInt(number, 10) }

// countCall counts a call of one of the endpoints that verify numbers, whatever comes
// of it.
func countCall(calls *sandbox.Rate, account *sandbox.Account) error {
	limit := settingsOf(account).ChecksPerMinute
	if !calls.Allow(account.Now(), limit, time.Minute) {
		return tooFast(limit, account)
	}
	return nil
}

// pieces cuts numbers at their commas and leaves each as it was written, empty
// ones too; more than maxNumbers of them are too many to be looked at.
func pieces(value *web.Value) []string {
	items, isList := value.List()
	if !isList {
		if value.Text() == "" {
			return nil
		}
		return strings.SplitN(value.Text(), ",", maxNumbers+1)
	}
	var all []string
	for _, item := range items {
		all = append(all, strings.SplitN(item.Text(), ",", maxNumbers+1)...)
		if len(all) > maxNumbers {
			break
		}
	}
	return all
}

// runTogether tells whether what is no number is several numbers with something
// else than a comma between them. Looking at the first two is enough.
func (p *provider) runTogether(spelling string) bool {
	return slices.ContainsFunc([]string{";", "|", "\n", "\t", " "}, func(separator string) bool {
		found := strings.SplitN(strings.TrimSpace(spelling), separator, 3)
		return len(found) > 1 && p.isNumber(found[0]) && p.isNumber(found[1])
	})
}

func (p *provider) isNumber(spelling string) bool {
	return p.numbers.Parse(spelling).Kind != sms.Invalid
}
