package sms

import "strings"

// Fate is what will become of a message that was accepted.
type Fate uint8

const (
	Delivered     Fate = iota
	NotDelivered       // refused by the network
	StaysWaiting       // no final state ever
	DeliveredLate      // delivered, after 47 hours
	Unallocated        // not delivered: nobody has the number
	NeverSent          // the provider gives up before the network sees it
	Expired            // waits out its validity of 48 hours, then not delivered
)

// FateOf is the fate of a message to a number such as "+33639980001". A few
// numbers of the fiction range have one of their own, so that a test can ask
// for a failure; a message to any other number is delivered.
func FateOf(e164 string) Fate {
	switch e164 {
	case "+33639980001":
		return NotDelivered
	case "+33639980002":
		return StaysWaiting
	case "+33639980003":
		return DeliveredLate
	case "+33639980004":
		return Unallocated
	case "+33639980008":
		return NeverSent
	case "+33639980011":
		return Expired
	}
	return Delivered
}

// inFictionRange says whether nine national digits lie in 06 39 98 00 00 to
// 06 39 98 99 99. The French regulator, ARCEP, keeps this range for films,
// so no message to it can reach a person. To the library
// it is not in use, and the rest of 0639 belongs to Mayotte.
func inFictionRange(national string) bool {
	return strings.HasPrefix(national, "63998")
}
