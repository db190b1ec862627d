package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

type bulkStatusAnswer struct {
	ok
	MessageID string     `json:"message_id"` // text, unlike in the answer to the send
	List      []bulkItem `json:"StatutResponse_List"`
}

// bulkStatus is GET /v1/bulk-status: all recipients of one send.
func (p *provider) bulkStatus(c *web.Call) (any, error) {
	id := c.Get("messageId")
	if id.Text() == "" {
		return nil, errNoMessageID
	}
	send, isID := id.ID()
	messages := c.Account.Messages.Send(send)
	if !isID || len(messages) == 0 {
		return nil, errNoMessage
	}
	return bulkStatusAnswer{ok: success(), MessageID: id.Text(), List: bulkItems(c.Account, messages)}, nil
}
