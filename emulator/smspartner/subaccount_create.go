package smspartner

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

type subCreateAnswer struct {
	ok
	SubAccount struct {
		Email string `json:"email"`
		Token string `json:"token"`
	} `json:"subaccount"`
	SendConfirmMailTo string `json:"sendConfirmMailTo"`
	ParentEmail       string `json:"parent_email"`
}

// subOrder is what a new sub-account shall be.
type subOrder struct {
	subAccount
	firstname, lastname string
	credit              sandbox.Decimal
}

// subaccountCreate is POST /v1/subaccount/create: an account with a key and a
// balance of its own, and money of this one in it, if some is asked for.
func (p *provider) subaccountCreate(c *web.Call) (any, error) {
	set := settingsOf(c.Account)
	if !set.SubAccounts {
		return nil, errNotAuthorised
	}
	order, err := readSubOrder(c)
	if err != nil {
		return nil, err
	}
	switch {
	case order.credit > sandbox.Decimal(set.Balance):
		return nil, errBalance
	case emailTaken(c.Account, order.Email):
		return nil, errEmailTaken
	}
	made, sub := dataOf(c.Account).SubAccounts.add(c.Account, order.subAccount)
	set.Balance -= sandbox.Money(order.credit)
	sub.Balance = sandbox.Money(order.credit)
	sub.User = user{Username: made.Email, Firstname: order.firstname, Lastname: order.lastname}
	answer := subCreateAnswer{ok: success(), SendConfirmMailTo: made.Email, ParentEmail: set.User.Username}
	answer.SubAccount.Email, answer.SubAccount.Token = made.Email, made.Token
	return answer, nil
}

// email tells an address by its form. What the service takes for one is unknown.
var email = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`) })

// maxDetail is how long a title, a name or an address may be (assumed).
const maxDetail = 255

func readSubOrder(c *web.Call) (subOrder, error) {
	kind := c.Text("type")
	if kind == "" {
		return subOrder{}, errNoType
	}
	if kind != "simple" && kind != "advanced" {
		return subOrder{}, errType
	}
	fields, isObject := c.Get("parameters").Object()
	if !isObject {
		fields = new(web.Fields)
	}
	order := subOrder{
		subAccount: subAccount{Type: kind, Email: fields.Text("email"), Title: cut(fields.Text("title"))},
		firstname:  cut(fields.Text("firstname")), lastname: cut(fields.Text("lastname")),
	}
	if kind == "advanced" {
		buyer := fields.Get("isBuyer")
		if !buyer.IsFlag() {
			return order, errNoBuyer
		}
		order.IsBuyer = buyer.Flag()
	}
	if (order.Email != "" || kind == "advanced") && (!email().MatchString(order.Email) || len(order.Email) > maxDetail) {
		return order, errNoEmail
	}
	if given := fields.Text("creditToAttribute"); given != "" {
		var err error
		if order.credit, err = sandbox.ParseDecimal(given); err != nil || order.credit <= 0 {
			return order, errAttribute
		}
	}
	return order, nil
}

func cut(name string) string {
	runes := []rune(name)
	return string(runes[:min(len(runes), maxDetail)])
}

// emailTaken tells whether the account, or one that it made, has an address already.
// What other keys have is not looked at: worlds share nothing.
func emailTaken(parent *sandbox.Account, address string) bool {
	if address == "" {
		return false
	}
	return strings.EqualFold(address, settingsOf(parent).User.Username) ||
		slices.ContainsFunc(dataOf(parent).SubAccounts.List, func(one subAccount) bool { return strings.EqualFold(one.Email, address) })
}
