package smspartner

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// deliveryReport is what the application is told when a message has come to its
// end: one for each recipient. No stored page shows its keys; a client that cites
// the page does.
type deliveryReport struct {
	Status   string `json:"status"` // lower case: "delivered", "not delivered", "ko", "waiting"
	MsgID    string `json:"msgId"`
	Date     int64  `json:"date"` // seconds since 1970
	Phone    string `json:"phone"`
	Cost     string `json:"cost"` // of this recipient, "0.038"
	Currency string `json:"currency"`
	Tag      string `json:"tag"`
}

// maxURL is how long urlDlr and urlResponse may be: they are kept with every
// message.
const maxURL = 2000

// readURLs reads where a send wants its reports and answers. What is no URL is
// found out when it is called: no page says that it is refused before (assumed).
func (t *terms) readURLs(c *web.Call) {
	t.reportURL, t.replyURL = c.Text("urlDlr"), c.Text("urlResponse")
	for _, field := range []string{"urlDlr", "urlResponse"} {
		t.violations = append(t.violations, checkURL(field, c.Text(field))...)
	}
}

// checkURL complains in the words of the form library which the other texts
// suggest.
func checkURL(field, target string) []violation {
	if len(target) <= maxURL {
		return nil
	}
	return []violation{{child(field), "Cette valeur n'est pas une URL valide."}}
}

// entered reports a final state, and whatever a fate wants reported again.
func (p *provider) entered(account *sandbox.Account, m *sandbox.Message, step sandbox.Step) {
	final := step.State == delivered || step.State == notDelivered || step.State == ko
	target := cmp.Or(m.ReportURL, settingsOf(account).CallbackURL)
	if target == "" || !final && step.Do != sandbox.Report || m.Sandbox && p.sandboxSilent {
		return
	}
	at := m.Since()
	if first, ok := m.Reached(step.State); ok && step.Do == sandbox.Report {
		at = first
	}
	body := deliveryReport{
		Status: strings.ToLower(step.State), MsgID: strconv.FormatInt(m.Send, 10), Date: at.Unix(), Phone: m.To.E164,
		Cost: m.Cost.String(), Currency: m.Currency, Tag: m.Tag,
	}
	account.Owe(&sandbox.Callback{
		Kind: "delivery-report", URL: target, ContentType: "application/json", Body: asciiJSON(web.JSON(body)),
	}, m)
}
