package primotexto

import (
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/sms"
)

// numbers are telephone numbers, each once, in the order in which they came.
type numbers struct {
	List []string // as the blacklists print them
	seen map[string]bool
}

func (n *numbers) add(number sms.Number) {
	if len(n.seen) != len(n.List) { // after it was read back from JSON
		n.seen = map[string]bool{}
		for _, known := range n.List {
			n.seen[known] = true
		}
	}
	shown := national(number)
	if n.seen[shown] {
		return
	}
	if n.seen == nil {
		n.seen = map[string]bool{}
	}
	n.seen[shown] = true
	n.List = append(n.List, shown)
}

// national is a number as the published blacklists spell it, 0600000000; one of
// another country keeps its code (assumed).
func national(number sms.Number) string {
	if rest, french := strings.CutPrefix(number.E164, "+33"); french {
		return "0" + rest
	}
	return number.E164
}

// blacklistsAnswer has exactly these members: the official Java SDK refuses
// others.
type blacklistsAnswer struct {
	Bounces       identifiers `json:"bounces"`
	Unsubscribers identifiers `json:"unsubscribers"`
}

type identifiers struct {
	Number      int      `json:"number"`
	Identifiers []string `json:"identifiers"`
}

// blacklists are those whom a record's messages found to be nobody, and those who
// answered them with a STOP. The published sample lists fewer than it counts; here
// all are listed.
func (r *record) blacklists() blacklistsAnswer {
	return blacklistsAnswer{Bounces: r.Bounces.answer(), Unsubscribers: r.Unsubscribers.answer()}
}

func (n *numbers) answer() identifiers {
	list := make([]string, len(n.List))
	copy(list, n.List)
	return identifiers{Number: len(list), Identifiers: list}
}
