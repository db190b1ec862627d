package primotexto

import (
	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// statusAnswer has its members in alphabetical order; a time is there once its
// state was reached. All times are milliseconds since 1970.
type statusAnswer struct {
	Delivered *int64 `json:"delivered,omitempty"`
	ID        int64  `json:"id"`
	Sent      *int64 `json:"sent,omitempty"`
	State     string `json:"state,omitempty"` // absent before a scheduled message is sent
	StateDate *int64 `json:"stateDate,omitempty"`
	Submitted *int64 `json:"submitted,omitempty"`
	Test      bool   `json:"test"` // sent to try a campaign out
}

// messagesStatus is GET /v2/messages/status: a message by its id, or the newest
// one to a number. If both are given the id decides (assumed).
func (p *provider) messagesStatus(c *web.Call) (any, error) {
	m, err := p.wanted(c)
	if err != nil {
		return nil, err
	}
	answer := statusAnswer{
		Delivered: reached(m, delivered),
		ID:        m.Send,
		Sent:      reached(m, sent),
		Submitted: reached(m, submitted),
		Test:      m.Test,
	}
	if m.State != scheduled {
		since := milliseconds(m.Since())
		answer.State, answer.StateDate = m.State, &since
	}
	return answer, nil
}

func (p *provider) wanted(c *web.Call) (*sandbox.Message, error) {
	identifier := c.Text("identifier")
	if id := c.Get("snapshotId"); id.Text() != "" {
		snapshot, isID := id.ID()
		if messages := c.Account.Messages.Send(snapshot); isID && len(messages) > 0 {
			return messages[0], nil
		}
		return nil, errNoMessageForQuery
	}
	if identifier == "" {
		return nil, errNoNumber
	}
	number := p.numbers.Parse(identifier)
	if number.Kind == sms.Invalid || number.Kind == sms.Unassigned {
		return nil, errNumberSyntax
	}
	if m := c.Account.Messages.Newest(number.E164); m != nil {
		return m, nil
	}
	return nil, errNoMessageForQuery
}

func reached(m *sandbox.Message, state string) *int64 {
	at, ok := m.Reached(state)
	if !ok {
		return nil
	}
	ms := milliseconds(at)
	return &ms
}
