package control

import (
	"net/http"
	"strings"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// inbound is the body of POST /_fakesms/inbound: what a handset sends.
type inbound struct {
	From string `json:"from"` // the handset
	To   string `json:"to"`   // the account's short code, or a virtual number; "" is what it was written from
	Text string `json:"text"`
}

// reply is a handset's answer, as it was taken in.
type reply struct {
	Provider string    `json:"provider"`
	Key      string    `json:"key"`
	ID       int64     `json:"id"`
	From     string    `json:"from"`
	To       string    `json:"to"`
	Text     string    `json:"text"`
	At       time.Time `json:"at"`
	Message  string    `json:"message"` // that it answers; "" if none was sent to it
	Stop     bool      `json:"stop"`    // it joined the stop list
}

// receive lets a handset answer the newest message that it was sent.
func (a *api) receive(r *request) (any, error) {
	name, err := a.account(r)
	if err != nil {
		return nil, err
	}
	var order inbound
	if err := decode(r, &order); err != nil {
		return nil, err
	}
	handset := a.numbers.Parse(order.From)
	if handset.Kind == sms.Invalid {
		return nil, fail(http.StatusBadRequest, `member "from": %q is no telephone number; write it like "+33612345678" or "0612345678"`, order.From)
	}
	from := handset.E164
	var answer reply
	var wrong error
	err = a.open(name, func(account *sandbox.Account) {
		if wrong = a.checkTo(account, order.To, from); wrong != nil {
			return
		}
		got := account.Receive(from, order.To, order.Text)
		answer = reply{name.Provider, name.Key, got.ID, got.From, got.To, got.Text, got.At, got.Message, got.Stop}
	})
	if err != nil {
		return nil, err
	}
	return answer, wrong
}

// checkTo says what is wrong with the number that a handset sends to.
func (a *api) checkTo(account *sandbox.Account, to, from string) error {
	shortCode := account.Settings.(web.AccountSettings).Common().ShortCode
	switch {
	case to == "" || unspaced(to) == unspaced(shortCode):
		if account.Messages.NewestLeft(from, account.Now()) == nil {
			return fail(http.StatusBadRequest, `member "from": nothing was sent to %s on this account, so it has no short code to answer to; send to it first, or give a virtual number in "to"`, from)
		}
	case a.numbers.Parse(to).Kind == sms.Invalid:
		return fail(http.StatusBadRequest, `member "to": %q is neither the account's short code, %q, nor a telephone number; nobody can answer a name`, to, shortCode)
	}
	return nil
}

func unspaced(text string) string { return strings.ReplaceAll(text, " ", "") }
