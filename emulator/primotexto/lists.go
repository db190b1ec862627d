package primotexto

import (
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// idAnswer is the answer to whatever makes something.
type idAnswer struct {
	ID objectID `json:"id"`
}

// createList is POST /v2/lists. Two lists may have the same name (assumed).
func (p *provider) createList(c *web.Call) (any, error) {
	name := c.Text("name")
	if strings.TrimSpace(name) == "" {
		return nil, errUnknown
	}
	d := dataOf(c.Account)
	made := &list{ID: d.newID(c.Account), Name: name}
	d.Lists = append(d.Lists, made)
	return idAnswer{made.ID}, nil
}

// listAnswer is a list with its fields, without its contacts.
type listAnswer struct {
	ID     objectID      `json:"id"`
	Name   string        `json:"name"`
	Fields []fieldAnswer `json:"fields"`
}

func (l *list) answer() listAnswer { return listAnswer{ID: l.ID, Name: l.Name, Fields: l.fields()} }

// getLists is GET /v2/lists: all of them, oldest first.
func (p *provider) getLists(c *web.Call) (any, error) {
	answer := []listAnswer{}
	for _, l := range dataOf(c.Account).Lists {
		answer = append(answer, l.answer())
	}
	return answer, nil
}
