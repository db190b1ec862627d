package sandbox

import (
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sms"
)

// Reply is what a handset sent back.
type Reply struct {
	ID   int64
	From string // E.164
	To   string // what it was sent to: a short code, or a number as it was written
	Text string
	At   time.Time
	Stop bool // it asks for no more messages

	// Of the message that it answers: its id and tag, and the id of its send.
	// Empty if the handset never got one.
	Message string
	Send    int64
	Tag     string
}

// Replies are what handsets answered an account: a ring, oldest first.
type Replies struct {
	kept   ring[Reply]
	nextID int64
}

// All are the replies kept, oldest first.
func (r *Replies) All() []Reply { return r.kept.between(0, len(r.kept.items)) }

// Receive takes what a handset sent, as an answer to the newest message that it
// was sent. A STOP puts its number on the stop list.
func (a *Account) Receive(from, to, text string) Reply {
	return a.receive(Reply{From: from, To: to, Text: text}, a.Messages.Newest(from))
}

// receive takes an answer to a message; nil if it answers none.
func (a *Account) receive(reply Reply, to *Message) Reply {
	reply.ID = a.Replies.nextID
	a.Replies.nextID++
	reply.At = a.Now()
	reply.Stop = sms.IsStop(reply.Text)
	if to != nil {
		reply.Message, reply.Send, reply.Tag = to.ID(), to.Send, to.Tag
	}
	if reply.Stop {
		a.Stops.Add(reply.From, reply.At)
	}
	a.touch()
	a.provider().Answered(a, &reply, to)
	a.Replies.kept.push(reply)
	return reply
}
