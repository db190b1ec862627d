package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// subaccountCreditRemove is POST /v1/subaccount/credit/remove: money comes back
// from a sub-account.
func (p *provider) subaccountCreditRemove(c *web.Call) (any, error) { return moveCredit(c, false) }
