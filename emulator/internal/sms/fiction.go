package sms

import (
	"fmt"
	"strconv"
	"strings"
)

// Fate is what will become of a message that was accepted.
type Fate uint8

const (
	Delivered         Fate = iota
	NotDelivered           // refused by the network
	StaysWaiting           // no final state ever
	DeliveredLate          // delivered, after 47 hours
	Unallocated            // not delivered: nobody has the number
	AnswersYes             // delivered, then the handset answers OUI
	AnswersStop            // delivered, then the handset answers STOP
	OpensLink              // delivered, then the link in the text is opened
	NeverSent              // the provider gives up before the network sees it
	ReportedTwice          // delivered, and the report comes a second time
	ReportedBackwards      // delivered, and reports of earlier states come after that
	Expired                // waits out its validity of 48 hours, then not delivered
	NoRCS                  // delivered: the handset takes SMS, but no RCS messages
)

// fiction are the numbers that have a fate: the first of the range, in the order
// of the fates.
const fiction = "+336399800"

// FateOf is the fate of a message to a number such as "+33639980001". A few
// numbers of the fiction range have one of their own, so that a test can ask
// for a failure; a message to any other number is delivered.
func FateOf(e164 string) Fate {
	last, ok := strings.CutPrefix(e164, fiction)
	if !ok || len(last) != 2 {
		return Delivered
	}
	n, err := strconv.ParseUint(last, 10, 8)
	if err != nil || n > uint64(NoRCS) {
		return Delivered
	}
	return Fate(n)
}

// NumberOf is the number that has a fate.
func NumberOf(fate Fate) string { return Fiction(int64(fate)) }

// Fiction is a number of the fiction range, 0 to 9999.
func Fiction(n int64) string { return fmt.Sprintf("+3363998%04d", n) }

// inFictionRange says whether nine national digits lie in 06 39 98 00 00 to
// 06 39 98 99 99. The French regulator, ARCEP, keeps this range for films,
// so no message to it can reach a person. To the library
// it is not in use, and the rest of 0639 belongs to Mayotte.
func inFictionRange(national string) bool {
	return strings.HasPrefix(national, "63998")
}
