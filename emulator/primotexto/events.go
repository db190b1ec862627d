package primotexto

import (
	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// event is what the account's callback URL is told of every state that a message
// enters. Its members are those that a client reads, which never saw the service;
// a date may be missing.
type event struct {
	Event      string  `json:"event"`      // a state
	SnapshotID string  `json:"snapshotId"` // text, as in the answer to a send
	Contact    handset `json:"contact"`
	Reply      string  `json:"replyMessage,omitempty"` // of the event reply
}

type handset struct {
	Identifier string `json:"identifier"` // E.164
}

// entered counts and reports every state; two of them put the number on a
// blacklist.
func (p *provider) entered(account *sandbox.Account, m *sandbox.Message, step sandbox.Step) {
	if step.Do != sandbox.Report {
		count(account, m)
	}
	switch step.State {
	case bounced:
		bounces(account).enlist(m.To.E164, because(account, m))
	case unsubscribed:
		unsubscribers(account).enlist(m.To.E164, because(account, m))
	}
	if step.State != scheduled && step.Do != sandbox.Slip {
		owe(account, m, event{Event: step.State, SnapshotID: m.ID(), Contact: handset{m.To.E164}})
	}
}

func owe(account *sandbox.Account, m *sandbox.Message, tell event) {
	target := settingsOf(account).CallbackURL
	if target == "" {
		return
	}
	account.Owe(&sandbox.Callback{Kind: tell.Event, URL: target, ContentType: "application/json", Body: web.JSON(tell)}, m)
}

// answered follows a handset's answer: its message, which is delivered then at the
// latest, is in the state reply or, after a STOP, unsubscribed. An answer to no
// message, or to one that the handset cannot have got, is kept and told to nobody:
// an event names its message.
func (p *provider) answered(account *sandbox.Account, reply *sandbox.Reply, m *sandbox.Message) {
	if reply.To == "" {
		reply.To = settingsOf(account).ShortCode
	}
	if m == nil || m.State == bounced || m.State == failed {
		reply.Message, reply.Send, reply.Tag, reply.Campaign = "", 0, "", 0
		if reply.Stop {
			unsubscribers(account).enlist(reply.From, reason{At: account.Now()})
		}
		return
	}
	if _, arrived := m.Reached(delivered); !arrived {
		account.Force(m, delivered)
	}
	if reply.Stop {
		account.Force(m, unsubscribed)
		return
	}
	account.Enter(m, replied)
	count(account, m)
	owe(account, m, event{Event: replied, SnapshotID: m.ID(), Contact: handset{m.To.E164}, Reply: reply.Text})
}
