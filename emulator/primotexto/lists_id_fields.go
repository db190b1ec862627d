package primotexto

import (
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// fieldAnswer has the members of the official Java SDK's model. Only dates have a
// format.
type fieldAnswer struct {
	ID     objectID `json:"id"`
	Name   string   `json:"name"`
	Type   string   `json:"type"`
	ListID objectID `json:"listId"`
	Format string   `json:"format,omitempty"`
}

func (l *list) fields() []fieldAnswer {
	answer := make([]fieldAnswer, len(l.Fields))
	for i, f := range l.Fields {
		answer[i] = fieldAnswer{ID: f.ID, Name: f.Name, Type: f.Type, ListID: l.ID, Format: f.Format}
	}
	return answer
}

// addField is POST /v2/lists/{id}/fields. Without a type it is a STRING (assumed).
func (p *provider) addField(c *web.Call) (any, error) {
	l, err := listOf(c)
	if err != nil {
		return nil, err
	}
	made := field{Name: c.Text("name"), Type: c.Text("type")}
	if made.Type == "" {
		made.Type = textField
	}
	format := c.Text("format")
	if made.Type == dateField {
		made.Format = format
	}
	switch {
	case strings.TrimSpace(made.Name) == "":
		return nil, errUnknown
	case made.Type != textField && made.Type != dateField && made.Type != numberField:
		return nil, errUnknown
	case made.Type == dateField && formatted(format) == 0:
		return nil, errDateFormat
	case len(l.Fields) >= maxFields:
		return nil, errTooManyFields
	}
	made.ID = dataOf(c.Account).newID(c.Account)
	l.Fields = append(l.Fields, made)
	return idAnswer{made.ID}, nil
}

// getFields is GET /v2/lists/{id}/fields.
func (p *provider) getFields(c *web.Call) (any, error) {
	l, err := listOf(c)
	if err != nil {
		return nil, err
	}
	return l.fields(), nil
}
