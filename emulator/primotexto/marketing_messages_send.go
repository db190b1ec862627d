package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// marketingMessagesSend is POST /v2/marketing/messages/send. Its page could not
// be read; every client sends and reads the same as for a notification. Whether
// the service adds a STOP mention by itself is unknown: none is added.
func (p *provider) marketingMessagesSend(c *web.Call) (any, error) {
	return p.notificationMessagesSend(c)
}
