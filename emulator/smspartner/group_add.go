package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

type groupAddAnswer struct {
	ok
	Name    string `json:"name"`
	GroupID string `json:"groupId"`
}

// groupAdd is POST /v1/group/add: a new group, without contacts. Its code of
// success is 2. Two groups may have one name (assumed).
func (p *provider) groupAdd(c *web.Call) (any, error) {
	name := c.Text("name")
	if name == "" {
		return nil, errNoName
	}
	g := dataOf(c.Account).Book.addGroup(c.Account, name)
	return groupAddAnswer{ok: ok{Success: true, Code: 2}, Name: g.Name, GroupID: idText(g.ID)}, nil
}
