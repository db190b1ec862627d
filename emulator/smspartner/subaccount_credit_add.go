package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// subaccountCreditAdd is POST /v1/subaccount/credit/add: money goes to a
// sub-account.
func (p *provider) subaccountCreditAdd(c *web.Call) (any, error) { return moveCredit(c, true) }
