package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// subaccountDelete is DELETE /v1/subaccount/delete: the newer page's heading has
// this path, its sample the other one.
func (p *provider) subaccountDelete(c *web.Call) (any, error) { return p.subaccountRemove(c) }
