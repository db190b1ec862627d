package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

type groupEntry struct {
	ID             string `json:"id"`
	Name           string `json:"name"`
	CreatedAt      string `json:"createdAt"`
	IsSpecialFile  bool   `json:"isSpecialFile"`  // made by the platform itself, as no group here is
	IsLocationFile bool   `json:"isLocationFile"` // rented, the same
}

// groupListAnswer has no code.
type groupListAnswer struct {
	Success bool         `json:"success"` // the page prints false, an error of its own
	Groups  []groupEntry `json:"groups"`
}

// groupList is GET /v1/group/list: all groups, oldest first.
func (p *provider) groupList(c *web.Call) (any, error) {
	groups := dataOf(c.Account).Book.Groups
	answer := groupListAnswer{Success: true, Groups: make([]groupEntry, len(groups))}
	for i, g := range groups {
		answer.Groups[i] = groupEntry{ID: idText(g.ID), Name: g.Name, CreatedAt: p.isoTime(g.CreatedAt)}
	}
	return answer, nil
}
