package smspartner

import (
	"slices"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// cancelLimit is how long before its time a send can still be cancelled.
const cancelLimit = 5 * time.Minute

type cancelAnswer struct {
	ok
	Message string `json:"message"`
}

// messageCancel is GET /v1/message-cancel: what still waits of a scheduled send is
// called off, and its cost given back.
func (p *provider) messageCancel(c *web.Call) (any, error) {
	id := c.Get("messageId")
	if id.Text() == "" {
		return nil, errNoMessageID
	}
	send, isID := id.ID()
	messages := c.Account.Messages.Send(send)
	if !isID {
		return nil, errNoMessage
	}
	if err := cancellable(messages, c.Account.Now()); err != nil {
		return nil, err
	}
	cost, count := c.Account.Messages.CostOf(send), c.Account.Messages.CountOf(send)
	for _, m := range messages {
		if m.State == scheduled {
			c.Account.Enter(m, cancelled)
			continue
		}
		cost -= m.Cost
		count--
	}
	if !messages[0].Sandbox {
		p.refund(c.Account, messages[0].ScheduledFor, cost, count)
	}
	return cancelAnswer{ok: success(), Message: "L'envoi du SMS a été annulé."}, nil
}

// cancellable looks for a message that still waits: those of one send do so
// together, but for those that the control API has put into another state.
func cancellable(messages []*sandbox.Message, now time.Time) error {
	in := func(state string) bool {
		return slices.ContainsFunc(messages, func(m *sandbox.Message) bool { return m.State == state })
	}
	switch {
	case len(messages) == 0:
		return errNoMessage
	case !in(scheduled) && in(cancelled):
		return errCancelled
	case !in(scheduled):
		return errAlreadySent
	case messages[0].ScheduledFor.Sub(now) < cancelLimit:
		return errTooLate
	}
	return nil
}
