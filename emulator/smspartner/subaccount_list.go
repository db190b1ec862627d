package smspartner

import (
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// subPage is how many sub-accounts a page has.
const subPage = 20

type subListAnswer struct {
	ok
	Total   int       `json:"total"`
	PerPage int       `json:"nb_per_page"`
	Page    int       `json:"page"` // from 1
	Data    []subItem `json:"data"`
}

type subItem struct {
	ID        int64  `json:"id"`
	Email     string `json:"email"`
	Type      string `json:"type"`
	Token     string `json:"token"`
	Key       string `json:"apiKey"`
	CreatedAt string `json:"createdAt"` // "2016-03-04 11:23:14", Paris time
	Credits   struct {
		Balance  sandbox.Money `json:"balance"`
		Currency string        `json:"currency"`
	} `json:"credits"`
}

// subaccountList is GET /v1/subaccount/list: twenty at a time.
func (p *provider) subaccountList(c *web.Call) (any, error) {
	page, err := readPage(c)
	if err != nil {
		return nil, err
	}
	all := dataOf(c.Account).SubAccounts.List
	from := min((page-1)*subPage, len(all))
	shown := all[from:min(from+subPage, len(all))]
	answer := subListAnswer{ok: success(), Total: len(all), PerPage: subPage, Page: page, Data: make([]subItem, len(shown))}
	for i, one := range shown {
		item := subItem{
			ID: one.ID, Email: one.Email, Type: one.Type, Token: one.Token, Key: one.Key,
			CreatedAt: one.CreatedAt.In(p.paris).Format(time.DateTime),
		}
		item.Credits.Balance, item.Credits.Currency = settingsOf(c.Account.Sub(one.Key)).Balance, currency
		answer.Data[i] = item
	}
	return answer, nil
}
