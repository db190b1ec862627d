package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// subaccountRemove is DELETE /v1/subaccount/remove, or subaccount/delete as the
// heading of the newer page has it: a sub-account ends, with all that was to
// happen in it. Its key is refused from then on, and what money it had, what it
// paid for messages that still wait included, comes back to this account (assumed:
// none may be lost or made).
func (p *provider) subaccountRemove(c *web.Call) (any, error) {
	token := c.Text("token")
	if token == "" {
		return nil, errNoToken
	}
	mine := &dataOf(c.Account).SubAccounts
	one, known := mine.byToken(token)
	if !known {
		return nil, errNoSubToRemove
	}
	sub := c.Account.Sub(one.Key)
	settingsOf(c.Account).Balance += settingsOf(sub).Balance + paidAhead(sub)
	c.Account.CloseSub(sub)
	mine.remove(token)
	return success(), nil
}
