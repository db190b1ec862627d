package smspartner

import (
	"crypto/sha1"
	"encoding/hex"
	"strconv"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
)

// rental is an order of contacts. Its state follows from the time.
type rental struct {
	Token      string
	Number     int64 // the account's first order is 1
	Target     targeting
	Places     []locality
	Quantity   int64
	FirstPhone int64     // see rentals
	Begun      time.Time // when its file is being built
	Ended      time.Time // when that has been done, or has failed
	Fails      bool
	Downloaded bool
}

// rentals are the orders of an account, oldest first.
type rentals struct {
	All []*rental
	// NextPhone is the place of the first number that the next rental gets. There
	// are 9900: of the hundred numbers before them some have a fate. Each rental
	// has every number once; after the last one the first come again.
	NextPhone int64

	byToken map[string]*rental // made when it is needed
}

// rentalState are the page's codes; no answer has them as numbers.
type rentalState int

const (
	rentalOrdered    rentalState = 0
	rentalUnderWay   rentalState = 1
	rentalReady      rentalState = 2
	rentalFailed     rentalState = 3
	rentalDownloaded rentalState = 5
)

func (r *rental) state(now time.Time) rentalState {
	switch {
	case r.Downloaded:
		return rentalDownloaded
	case now.Before(r.Begun):
		return rentalOrdered
	case now.Before(r.Ended):
		return rentalUnderWay
	case r.Fails:
		return rentalFailed
	}
	return rentalReady
}

func (l *rentals) add(account *sandbox.Account, asked targeting, places []locality, quantity int64) *rental {
	number := int64(len(l.All)) + 1
	// The published token looks like a digest in hexadecimal.
	digest := sha1.Sum([]byte(strconv.FormatInt(account.Seed("location", number), 10)))
	ordered := &rental{
		Token: hex.EncodeToString(digest[:]), Number: number, Target: asked, Places: places, Quantity: quantity, FirstPhone: l.NextPhone,
		Begun: account.Later(time.Minute), Ended: account.Later(5 * time.Minute), Fails: settingsOf(account).RentalFailure,
	}
	l.NextPhone = (l.NextPhone + quantity) % maxRented
	l.All = append(l.All, ordered)
	return ordered
}

// find is the order with a token, nil if there is none.
func (l *rentals) find(token string) *rental {
	if len(l.byToken) != len(l.All) {
		l.byToken = make(map[string]*rental, len(l.All))
		for _, ordered := range l.All {
			l.byToken[ordered.Token] = ordered
		}
	}
	return l.byToken[token]
}
