package smspartner

import (
	"strconv"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

type contactListAnswer struct {
	ok
	CurrentPage int            `json:"currentPage"` // from 1
	Total       string         `json:"total"`       // contacts on all pages, as text
	Datas       []contactEntry `json:"datas"`
}

// contactList is GET or POST /v1/contact/list, as the older and the newer page
// have it: the contacts of a group, oldest first.
func (p *provider) contactList(c *web.Call) (any, error) {
	g, err := askedGroup(c)
	if err != nil {
		return nil, err
	}
	page, err := readPage(c)
	if err != nil {
		return nil, err
	}
	size := 20
	if p.longPages {
		size = 500
	}
	from := min((page-1)*size, len(g.Contacts))
	shown := g.Contacts[from:min(from+size, len(g.Contacts))]
	answer := contactListAnswer{
		ok: success(), CurrentPage: page, Total: strconv.Itoa(len(g.Contacts)), Datas: make([]contactEntry, len(shown)),
	}
	for i, found := range shown {
		answer.Datas[i] = p.contactEntry(c.Account, found)
	}
	return answer, nil
}
