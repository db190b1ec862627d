package emulator

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fakesms/fakesms/emulator/control"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
	"github.com/fakesms/fakesms/emulator/primotexto"
	"github.com/fakesms/fakesms/emulator/smspartner"
)

// Route is one emulated endpoint and what its answer rests on.
type Route = control.Route

// Routes lists every emulated endpoint, in the order of the documentation.
func Routes() ([]Route, error) {
	dialects, err := dialects(nil)
	if err != nil {
		return nil, err
	}
	return control.Routes(dialects), nil
}

// Error is one line of a provider's catalogue.
type Error struct {
	Provider    string
	Code        int
	Status      int // HTTP
	Text        string
	Evidence    string // recorded, published, client or assumed
	Source      string // where it is documented
	Unreachable string // why no request gets it; empty if one does
}

// Errors lists the catalogues of all providers, by code.
func Errors() ([]Error, error) {
	dialects, err := dialects(nil)
	if err != nil {
		return nil, err
	}
	var all []Error
	for _, dialect := range dialects {
		for _, e := range dialect.Catalogue() {
			all = append(all, Error{dialect.Provider, e.Code, e.Status, e.Text, string(e.Evidence), e.Source, e.Unreachable})
		}
	}
	return all, nil
}

// Quirk is a named switch for a point on which the evidence conflicts.
type Quirk = web.Quirk

// Quirks lists the quirks of all providers.
func Quirks() ([]Quirk, error) {
	dialects, err := dialects(nil)
	if err != nil {
		return nil, err
	}
	return quirksOf(dialects), nil
}

func quirksOf(dialects []*web.Dialect) []Quirk {
	var all []Quirk
	for _, dialect := range dialects {
		all = append(all, dialect.Quirks...)
	}
	return all
}

// checkQuirks refuses names and values that do not exist.
func checkQuirks(dialects []*web.Dialect, chosen map[string]string) error {
	known := map[string][]string{}
	var names []string
	for _, quirk := range quirksOf(dialects) {
		known[quirk.Name] = quirk.Values
		names = append(names, quirk.Name)
	}
	for name, value := range chosen {
		if known[name] == nil {
			return fmt.Errorf("quirk %q is not known; it is one of %s", name, strings.Join(names, ", "))
		}
		if !slices.Contains(known[name], value) {
			return fmt.Errorf("quirk %s cannot be %q; it is one of %s", name, value, strings.Join(known[name], ", "))
		}
	}
	return nil
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

// FictionNumber is a telephone number that belongs to no handset and has a fate.
type FictionNumber struct {
	E164 string
	Fate string // what becomes of a message to it, at pace 1
}

// FictionNumbers lists the numbers with a fate of their own.
func FictionNumbers() []FictionNumber {
	fates := []string{
		sms.Delivered:         "delivered",
		sms.NotDelivered:      "not delivered after 2 s (SMS Partner `Not delivered`, Primotexto `error`)",
		sms.StaysWaiting:      "stays waiting for ever (Primotexto `submitted`)",
		sms.DeliveredLate:     "delivered after 47 hours",
		sms.Unallocated:       "unassigned: SMS Partner `Not delivered`; Primotexto `bounced`, and the number joins the NPAI list",
		sms.AnswersYes:        "delivered, then answers `OUI` 10 s later",
		sms.AnswersStop:       "delivered, then answers `STOP` 10 s later and joins the stop list",
		sms.OpensLink:         "delivered, then the link in the text, if there is one, is opened 10 s later (Primotexto `opened`)",
		sms.NeverSent:         "never sent: SMS Partner `ko`, Primotexto `error`",
		sms.ReportedTwice:     "delivered, and the report arrives twice, the second 1 s later with the same body",
		sms.ReportedBackwards: "reports in the wrong order: SMS Partner `delivered`, 5 s later a stale `waiting`; Primotexto `delivered`, then `submitted` and `sent`, 5 s apart",
		sms.Expired:           "waiting past the validity of 48 hours, then not delivered",
		sms.NoRCS:             "delivered; its handset takes no RCS: there SMS Partner's failover is sent, or the message is `Not delivered`",
	}
	numbers := make([]FictionNumber, len(fates))
	for fate, text := range fates {
		numbers[fate] = FictionNumber{E164: sms.NumberOf(sms.Fate(fate)), Fate: text}
	}
	return numbers
}
