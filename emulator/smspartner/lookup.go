package smspartner

import (
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

type lookupAnswer struct {
	ok
	Lookup []any `json:"lookup"`
}

type lookupFound struct {
	Request     string       `json:"request"` // as it was written
	Success     bool         `json:"success"`
	CountryCode string       `json:"countryCode"` // a name, "France"; "" where the number does not tell
	PrefixCode  int          `json:"prefixCode"`  // 33
	PhoneNumber string       `json:"phoneNumber"`
	Type        string       `json:"type"` // "Mobile"; "Fixe" is assumed, no answer for one is known
	Network     string       `json:"network"`
	Format      lookupFormat `json:"format"`
}

type lookupFormat struct {
	E164          string `json:"e164"`
	International string `json:"international"`
	National      string `json:"national"`
	RFC3966       string `json:"rfc3966"`
}

// lookupMiss has no code, unlike other errors in lists. (recorded)
type lookupMiss struct {
	Request string `json:"request"`
	Success bool   `json:"success"`
	Message string `json:"message"`
}

// lookup is POST /v1/lookup: what up to 500 numbers are by their spelling alone,
// in the order of the request. It costs nothing.
func (p *provider) lookup(c *web.Call) (any, error) {
	if err := countCall(&dataOf(c.Account).Checks.Lookup, c.Account); err != nil {
		return nil, err
	}
	all := c.Prepared.(lookedUp)
	return all.answer, all.err
}

// lookedUp is what was found before the account's world was locked: 500 numbers
// take some ten milliseconds.
type lookedUp struct {
	answer lookupAnswer
	err    error
}

func (p *provider) prepareLookup(f *web.Fields) (any, error) {
	answer, err := p.lookUp(f)
	return lookedUp{answer, err}, nil // the call counts before its error
}

func (p *provider) lookUp(f *web.Fields) (lookupAnswer, error) {
	all := pieces(f.Get("phoneNumbers"))
	switch {
	case len(all) == 0:
		return lookupAnswer{}, errNoNumber
	case len(all) > maxNumbers:
		return lookupAnswer{}, errTooMany
	}
	answer := lookupAnswer{ok: success(), Lookup: make([]any, len(all))}
	for i, piece := range all {
		number := p.readPiece(piece)
		if number.Kind == sms.Invalid && p.runTogether(piece) {
			return lookupAnswer{}, errNoComma
		}
		answer.Lookup[i] = looked(piece, number)
	}
	return answer, nil
}

// readPiece reads a number as this endpoint does: in the one recorded answer a
// valid number with a blank before it is refused.
func (p *provider) readPiece(piece string) sms.Number {
	if piece != strings.TrimSpace(piece) {
		return sms.Number{}
	}
	return p.numbers.Parse(piece)
}

func looked(piece string, number sms.Number) any {
	if number.Kind != sms.Mobile && number.Kind != sms.Fixed {
		return lookupMiss{Request: piece, Message: "Le numéro de téléphone est vide ou n'est pas valide."}
	}
	about := sms.Describe(number.E164)
	found := lookupFound{
		Request: piece, Success: true,
		CountryCode: about.Country, PrefixCode: about.CallingCode, PhoneNumber: number.E164, Type: "Mobile", Network: about.Operator,
		Format: lookupFormat{E164: number.E164, International: about.International, National: about.National, RFC3966: about.RFC3966},
	}
	if number.Kind == sms.Fixed {
		found.Type = "Fixe"
	}
	return found
}
