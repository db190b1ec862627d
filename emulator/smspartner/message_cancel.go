package smspartner

import (
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

// messageCancel is GET /v1/message-cancel: a scheduled send is called off, whole,
// and its cost given back.
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
	for _, m := range messages {
		c.Account.Enter(m, cancelled)
	}
	if !messages[0].Sandbox {
		p.refund(c.Account, messages[0].ScheduledFor, c.Account.Messages.CostOf(send), c.Account.Messages.CountOf(send))
	}
	return cancelAnswer{ok: success(), Message: "L'envoi du SMS a été annulé."}, nil
}

// cancellable looks at the first message: those of one send wait together.
func cancellable(messages []*sandbox.Message, now time.Time) error {
	switch {
	case len(messages) == 0:
		return errNoMessage
	case messages[0].State == cancelled:
		return errCancelled
	case messages[0].State != scheduled:
		return errAlreadySent
	case messages[0].ScheduledFor.Sub(now) < cancelLimit:
		return errTooLate
	}
	return nil
}
