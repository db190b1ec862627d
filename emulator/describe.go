package emulator

import (
	"github.com/fakesms/fakesms/emulator/control"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/primotexto"
	"github.com/fakesms/fakesms/emulator/smspartner"
)

// Route is one emulated endpoint and what its answer rests on.
type Route = control.Route

// Routes lists every emulated endpoint, in the order of the documentation.
func Routes() ([]Route, error) {
	dialects, err := dialects()
	if err != nil {
		return nil, err
	}
	return control.Routes(dialects), nil
}

// Count is the size of a text: as it stands, and as each provider sends it.
type Count struct {
	Encoding   string          `json:"encoding"` // gsm7 or ucs2
	Parts      int             `json:"parts"`
	Units      int             `json:"units"` // septets, or UTF-16 code units
	SMSPartner SMSPartnerCount `json:"smspartner"`
	Primotexto PrimotextoCount `json:"primotexto"`
}

// SMSPartnerCount is what SMS Partner makes of a text that is sent without
// isUnicode.
type SMSPartnerCount struct {
	Text     string `json:"text"` // after the replacements
	Encoding string `json:"encoding"`
	Parts    int    `json:"parts"`
}

// PrimotextoCount is what Primotexto says to a text.
type PrimotextoCount struct {
	Refused []string `json:"refused"` // the characters that make it answer code 31
	Parts   int      `json:"parts"`
}

// CountText measures a text. An empty one is one part.
func CountText(text string) Count {
	plain := sms.Measure(text)
	shown, size := smspartner.Preview(text)
	return Count{
		Encoding:   string(plain.Encoding),
		Parts:      plain.Parts,
		Units:      plain.Units,
		SMSPartner: SMSPartnerCount{Text: shown, Encoding: string(size.Encoding), Parts: size.Parts},
		Primotexto: PrimotextoCount{Refused: primotexto.Refused(text), Parts: plain.Parts},
	}
}
