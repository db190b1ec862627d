package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// quirks are the points on which the evidence about this provider conflicts.
type quirks struct {
	errorText web.Quirk
	charset   web.Quirk
	campaign  web.Quirk
}

func knownQuirks() quirks {
	return quirks{
		errorText: web.Quirk{
			Name: "primotexto.error-text", Values: []string{"error", "message"},
			Why: "the key of an error's text: the client that has talked to the service longest reads error; its rewrite reads message",
		},
		charset: web.Quirk{
			Name: "primotexto.charset", Values: []string{"strict", "gsm7"},
			Why: "the characters that a text may have: the documented set, or all of GSM 03.38, of which clients in production send more",
		},
		campaign: web.Quirk{
			Name: "primotexto.campaign-id", Values: []string{"id", "campaignId"},
			Why: "the member with a new campaign's id: the newest official SDK takes id alone; a tool in production in early 2018 read campaignId",
		},
	}
}

func (q quirks) list() []web.Quirk { return []web.Quirk{q.errorText, q.charset, q.campaign} }

// choices are the other readings that a server was asked for.
type choices struct {
	textUnderMessage bool
	wholeAlphabet    bool
	campaignIDNamed  bool
}

func (q quirks) choose(chosen map[string]string) choices {
	return choices{
		textUnderMessage: q.errorText.Chosen(chosen) == "message",
		wholeAlphabet:    q.charset.Chosen(chosen) == "gsm7",
		campaignIDNamed:  q.campaign.Chosen(chosen) == "campaignId",
	}
}
