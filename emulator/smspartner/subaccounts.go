package smspartner

import (
	"slices"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// subAccounts are those that an account made. Their money and messages are in
// accounts of their own.
type subAccounts struct {
	Made int64 // ever; the last one's id
	List []subAccount
}

type subAccount struct {
	ID        int64
	Email     string
	Type      string // simple or advanced
	Title     string
	IsBuyer   bool   // may buy credit itself: nothing follows from it here
	Token     string // names it in the calls of its parent
	Key       string // its own apiKey
	CreatedAt time.Time
}

func (s *subAccounts) byToken(token string) (subAccount, bool) {
	at := slices.IndexFunc(s.List, func(one subAccount) bool { return one.Token == token })
	if at < 0 {
		return subAccount{}, false
	}
	return s.List[at], true
}

// add makes an account in its parent's world, with nothing in it yet.
func (s *subAccounts) add(parent *sandbox.Account, one subAccount) (subAccount, *settings) {
	s.Made++
	made := newMaker(parent.Seed("sub-account", s.Made))
	one.ID, one.CreatedAt = s.Made, parent.Now()
	one.Key, one.Token = made.key(), made.key()
	if one.Email == "" {
		one.Email = made.digits(8) + "@smspartner.fr"
	}
	s.List = append(s.List, one)
	set := settingsOf(parent.OpenSub(one.Key))
	set.Balance, set.SubAccounts = 0, false
	set.ShortCode = settingsOf(parent).ShortCode
	return one, set
}

func (s *subAccounts) remove(token string) {
	s.List = slices.DeleteFunc(s.List, func(one subAccount) bool { return one.Token == token })
}

// moveCredit moves money between an account and one of its own: to it, or back.
func moveCredit(c *web.Call, toSub bool) (any, error) {
	credit, token := c.Text("credit"), c.Text("tokenSubaccount")
	parent := settingsOf(c.Account)
	switch {
	case credit == "":
		return nil, errNoCreditGiven
	case token == "":
		return nil, errNoSubAccount
	case !parent.SubAccounts:
		return nil, errNotYourCredit
	}
	amount, err := sandbox.ParseDecimal(credit)
	if err != nil || amount <= 0 {
		return nil, errCreditGiven
	}
	one, known := dataOf(c.Account).SubAccounts.byToken(token)
	if !known {
		return nil, errUnknownSub
	}
	sub := settingsOf(c.Account.Sub(one.Key))
	from, to := sub, parent
	if toSub {
		from, to = parent, sub
	}
	switch {
	case from.Balance == 0:
		return nil, errEmptyBalance
	case sandbox.Decimal(from.Balance) < amount:
		return nil, errNotEnough
	}
	from.Balance -= sandbox.Money(amount)
	to.Balance += sandbox.Money(amount)
	return creditAnswer{
		ok: success(), Credit: amountOf(parent), SubAccount: amountOf(sub), Currency: currency,
	}, nil
}

// creditAnswer has what both have now.
type creditAnswer struct {
	ok
	Credit     amount `json:"credit"`
	SubAccount amount `json:"subaccountCredit"`
	Currency   string `json:"currency"`
}

func amountOf(set *settings) amount { return amount(set.Balance) }
