package primotexto

import (
	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// replyItem has neither a date nor the message that it answers.
type replyItem struct {
	ID         objectID `json:"id"`
	Identifier string   `json:"identifier"` // E.164
	Message    string   `json:"message"`
}

// messagesReplies is GET /v2/messages/replies: what was answered to the messages
// of a category, or to all.
func (p *provider) messagesReplies(c *web.Call) (any, error) {
	category := c.Text("category")
	return replies(c.Account, func(reply *sandbox.Reply) bool {
		return category == "" || reply.Tag == category
	}), nil
}

// replies lists those that are wanted, oldest first. A STOP is no reply, as its
// state and its event are others; nor is an answer to no message, which cannot
// be told whose customer sent it (assumed).
func replies(account *sandbox.Account, wanted func(*sandbox.Reply) bool) []replyItem {
	seed := account.Seed("reply", 0)
	items := []replyItem{}
	for place := range account.Replies.Len() {
		reply := account.Replies.At(place)
		if reply.Message != "" && !reply.Stop && wanted(reply) {
			items = append(items, replyItem{idOf(seed, reply.ID), reply.From, reply.Text})
		}
	}
	return items
}
