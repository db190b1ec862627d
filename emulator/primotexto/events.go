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
	Contact    contact `json:"contact"`
	Reply      string  `json:"replyMessage,omitempty"` // of the event reply
}

type contact struct {
	Identifier string `json:"identifier"` // E.164
}

// entered reports every state; one that shows the number to be nobody's puts it on
// the NPAI list, one that says it wants no more on the stop list.
func (p *provider) entered(account *sandbox.Account, m *sandbox.Message, step sandbox.Step) {
	switch step.State {
	case bounced:
		account.Bounces.Add(m.To.E164, account.Now())
	case unsubscribed:
		account.Stops.Add(m.To.E164, account.Now())
	}
	if step.State != scheduled {
		owe(account, m, event{Event: step.State, SnapshotID: m.ID(), Contact: contact{m.To.E164}})
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
// message is kept and told to nobody: an event names its message.
func (p *provider) answered(account *sandbox.Account, reply *sandbox.Reply, m *sandbox.Message) {
	if reply.To == "" {
		reply.To = settingsOf(account).ShortCode
	}
	if m == nil || m.State == bounced || m.State == failed {
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
	owe(account, m, event{Event: replied, SnapshotID: m.ID(), Contact: contact{m.To.E164}, Reply: reply.Text})
}
