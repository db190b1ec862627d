package primotexto

import (
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// checkAnswer has exactly these members: the official Java SDK refuses others.
type checkAnswer struct {
	International       bool   `json:"international"`
	RawIdentifier       string `json:"rawIdentifier"`
	FormattedIdentifier string `json:"formattedIdentifier"` // E.164, "" if it is no number
	Status              string `json:"status"`
}

// check is GET /v2/check?identifier=: what a number is. The members are known from
// the official SDKs, the words of status are not (assumed).
func (p *provider) check(c *web.Call) (any, error) {
	raw := c.Text("identifier")
	if raw == "" {
		return nil, errNoNumber
	}
	number := p.numbers.Parse(raw)
	answer := checkAnswer{RawIdentifier: raw, Status: "INVALID"}
	switch number.Kind {
	case sms.Mobile:
		answer.Status = "VALID"
	case sms.Fixed:
		answer.Status = "FIXED_LINE"
	default:
		return answer, nil
	}
	answer.International, answer.FormattedIdentifier = number.Region != "FR", number.E164
	return answer, nil
}
