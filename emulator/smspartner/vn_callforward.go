package smspartner

import (
	"net/mail"

	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// forward is where the calls of a virtual number go.
type forward struct {
	Type  string // "1" or "2"
	Param string // the number that is called instead, or the address that is told of a voice message
}

// The types of call forwarding.
const (
	forwardOff       = "0"
	forwardCalls     = "1"
	forwardVoicemail = "2"
)

// forwardSet is the answer of success. Its code is 2, its message English.
type forwardSet struct {
	Success bool   `json:"success"`
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// vnCallforward is POST /v1/vn/callforward: the calls of a virtual number go to
// another number, to a voicemail, or nowhere. The page's errors are checked in
// the order of their codes (assumed).
func (p *provider) vnCallforward(c *web.Call) (any, error) {
	number, kind, param := c.Text("number"), c.Text("type"), c.Text("param")
	if err := firstError(requireForward(number, kind, param), p.checkForward(kind, param)); err != nil {
		return nil, err
	}
	own, err := p.virtualNumber(settingsOf(c.Account), number)
	if err != nil {
		return nil, err
	}
	forwards := dataOf(c.Account).Forwards
	if err := forwards[own].change(kind); err != nil {
		return nil, err
	}
	if kind == forwardOff {
		delete(forwards, own)
	} else {
		forwards[own] = forward{Type: kind, Param: param}
	}
	return forwardSet{Success: true, Code: 2, Message: forwardMessage(kind)}, nil
}

func requireForward(number, kind, param string) error {
	switch {
	case number == "":
		return errNoForwardNumber
	case kind == "":
		return errNoForwardType
	case kind != forwardOff && kind != forwardCalls && kind != forwardVoicemail:
		return errForwardType
	case kind != forwardOff && param == "":
		return errNoForwardParam
	}
	return nil
}

func (p *provider) checkForward(kind, param string) error {
	switch kind {
	case forwardVoicemail:
		// The table's code with the sample's text: the sample's own code, 5, is
		// that of the missing number.
		if address, err := mail.ParseAddress(param); err != nil || address.Address != param || len(param) > maxEmail {
			return errForwardEmail
		}
	case forwardCalls:
		if target := p.numbers.Parse(param); target.Kind != sms.Mobile && target.Kind != sms.Fixed {
			return errForwardTarget
		}
	}
	return nil
}

// maxEmail is how long an address can be (RFC 5321).
const maxEmail = 254

// virtualNumber is the one spelling under which a virtual number of the account
// is kept. While the account lists none, every telephone number is one.
func (p *provider) virtualNumber(set *settings, spelling string) (string, error) {
	number := p.numbers.Parse(spelling).E164
	if set.VirtualNumbers == nil && number == "" || set.VirtualNumbers != nil && !p.owns(set.VirtualNumbers, spelling) {
		return "", errNoVirtual
	}
	switch {
	case !set.CallForwarding:
		return "", errNoForwarding
	case p.owns(set.DisabledNumbers, spelling):
		return "", errDisabledNumber
	case number == "":
		return spelling, nil
	}
	return number, nil
}

// change refuses what is so already. Voicemail may follow forwarding and the other
// way round, but another number or address only after off (assumed).
func (f forward) change(kind string) error {
	switch {
	case kind == forwardOff && f.Type == "":
		return errForwardedNowhere
	case kind == forwardCalls && f.Type == kind:
		return errForwardedAlready
	case kind == forwardVoicemail && f.Type == kind:
		return errVoicemailAlready
	}
	return nil
}

// forwardMessage was published for off only; the others are modelled on it.
func forwardMessage(kind string) string {
	switch kind {
	case forwardCalls:
		return "Callforward enabled"
	case forwardVoicemail:
		return "Voicemail enabled"
	}
	return "Callforward disabled"
}
