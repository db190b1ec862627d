package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

type contactDetailAnswer struct {
	ok
	Contact contactDetail `json:"contact"`
}

type contactDetail struct {
	contactEntry
	GroupID int64 `json:"groupId"` // a number, which group/add answers as text
}

// contactDetail is GET /v1/contact/detail: one contact, and the group it is in.
func (p *provider) contactDetail(c *web.Call) (any, error) {
	found, err := askedContact(c)
	if err != nil {
		return nil, err
	}
	detail := contactDetail{contactEntry: p.contactEntry(c.Account, found), GroupID: found.Group}
	return contactDetailAnswer{ok: success(), Contact: detail}, nil
}
