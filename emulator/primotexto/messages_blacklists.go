package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// messagesBlacklists is GET /v2/messages/blacklists: whom the messages of a
// category, or all messages, found to be nobody, and who answered them with a
// STOP. Taking a number off the account's blacklists does not change what happened
// (assumed). No body was published; it is that of a campaign's.
func (p *provider) messagesBlacklists(c *web.Call) (any, error) {
	return recordOf(c).blacklists(), nil
}
