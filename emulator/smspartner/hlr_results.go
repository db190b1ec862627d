package smspartner

import (
	"strings"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// hlrResult is what the application is told of one number. The page prints it as
// a PHP array with bare numbers, as a decoded JSON body has them.
type hlrResult struct {
	Phone     string `json:"phone"`
	MessageID string `json:"messageId"`  // a UUID
	MCCMNC    string `json:"mccMnc"`     // "20815"; "" where the operator is not known
	Ported    int    `json:"ported"`     // 0 or 1
	ErrorID   int    `json:"errorGrpId"` // of the error, not of its group
	ErrorName string `json:"errorName"`
	ErrorText string `json:"errorDesc"`
	Date      string `json:"date"` // "2018-03-05T10:34:52.355+0000"
}

// hlrDelay is how long the registers take to answer (assumed).
const hlrDelay = 2 * time.Second

// oweResults prepares one callback for each number.
func oweResults(account *sandbox.Account, campaign int64, target string, numbers []sms.Number) {
	due := account.Later(hlrDelay)
	for i, number := range numbers {
		made := newMaker(account.Seed("hlr result", campaign*maxNumbers+int64(i)))
		result := outcomeOf(sms.FateOf(number.E164))
		result.Phone, result.MessageID = number.E164, made.uuid()
		result.MCCMNC, result.Ported = networkOf(number.E164)
		result.Date = due.UTC().Format("2006-01-02T15:04:05.000-0700")
		account.OweAt(&sandbox.Callback{
			Kind: "hlr", To: number.E164, URL: target, ContentType: "application/json", Body: asciiJSON(web.JSON(result)),
		}, nil, due)
	}
}

// outcomeOf is what a register says of a number with a fate. Ids and names are
// the page's; which number gets which, and the descriptions but the first, are
// assumed.
func outcomeOf(fate sms.Fate) hlrResult {
	switch fate {
	case sms.Unallocated:
		return hlrResult{ErrorID: 1, ErrorName: "EC_UNKNOWN_SUBSCRIBER", ErrorText: "Unknown Subscriber"}
	case sms.NotDelivered:
		return hlrResult{ErrorID: 6, ErrorName: "EC_ABSENT_SUBSCRIBER_SM", ErrorText: "Absent Subscriber for SM"}
	case sms.StaysWaiting, sms.Expired:
		return hlrResult{ErrorID: 27, ErrorName: "EC_ABSENT_SUBSCRIBER", ErrorText: "Absent Subscriber"}
	case sms.NeverSent:
		return hlrResult{ErrorID: 255, ErrorName: "EC_UNKNOWN_ERROR", ErrorText: "Unknown Error"}
	}
	return hlrResult{ErrorName: "NO_ERROR", ErrorText: "No Error"}
}

// networkOf is the network of a number and whether it was ported there. No table
// of ported numbers exists in public: here those of the four French networks that
// end in 9 are, to Free, or from Free to Orange.
func networkOf(e164 string) (mccMnc string, ported int) {
	const orange, free = "20801", "20815"
	home := sms.MobileNetwork(sms.Operator(e164))
	switch {
	case home == "" || !strings.HasSuffix(e164, "9"):
		return home, 0
	case home == free:
		return orange, 1
	}
	return free, 1
}
