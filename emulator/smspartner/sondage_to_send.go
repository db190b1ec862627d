package smspartner

import (
	"net/url"
	"slices"
	"unicode/utf8"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// maxIdent is how long the name of a survey may be here, in characters.
const maxIdent = 100

// sondageToSend is POST /v1/sondage/to/send: a survey of the account goes to up
// to 500 numbers, now or later. Its text and sender belong to the survey. The
// page's sample of code 9 is that of batches.
func (p *provider) sondageToSend(c *web.Call) (any, error) {
	set := settingsOf(c.Account)
	to := p.readRecipients(c.Get("phoneNumbers"), c.Account.Stops)
	switch {
	case to.named == 0:
		return nil, errNoNumbers
	case to.named > maxNumbers:
		return nil, errTooMany
	}
	asked := p.readTerms(c, origin{name: set.ShortCode}, false)
	ident := c.Text("sondageIdent")
	form := append(to.violations("phoneNumbers"), set.surveyViolations(ident)...)
	if form = append(form, asked.violations...); len(form) > 0 {
		return nil, batchForm(form)
	}
	return p.order(c, surveyText(ident), "phoneNumbers", to, asked)
}

// surveyViolations are what the form says of a survey's name. No page has a code
// for a survey that is not there; the texts are ours (assumed).
func (s *settings) surveyViolations(ident string) []violation {
	switch {
	case ident == "":
		return []violation{{child("sondageIdent"), "L'identifiant du sondage est requis"}}
	case s.Surveys != nil && !slices.Contains(s.Surveys, ident), utf8.RuneCountInString(ident) > maxIdent:
		return []violation{{child("sondageIdent"), "Le sondage n'existe pas"}}
	}
	return nil
}

// surveyText is what the handset shows (made up): the real one is written where
// surveys are made, and is not to be had by the API.
func surveyText(ident string) string {
	return "Votre avis compte : https://sondage.example/" + url.PathEscape(ident)
}
