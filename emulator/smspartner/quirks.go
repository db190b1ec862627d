package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// quirks are the points on which the evidence about this provider conflicts.
type quirks struct {
	errorStatus   web.Quirk
	sendErrorsKey web.Quirk
	meCredits     web.Quirk
	noCredit      web.Quirk
	sandbox       web.Quirk
	callbackBody  web.Quirk
	contactPages  web.Quirk
}

func knownQuirks() quirks {
	return quirks{
		errorStatus: web.Quirk{
			Name: "smspartner.error-status", Values: []string{"400", "200"},
			Why: "HTTP status of coded errors: the Go SDK's test and Guzzle code expect 4xx; a Java client of 2018 read code 55 in a way that fails on 4xx",
		},
		sendErrorsKey: web.Quirk{
			Name: "smspartner.send-errors-key", Values: []string{"errors", "error"},
			Why: "the list's key in code 9 on send: the page of 2024 prints errors; older pages and the Go, Ruby and Mapotempo clients have error",
		},
		meCredits: web.Quirk{
			Name: "smspartner.me-credits", Values: []string{"2025", "2018"},
			Why: "the low cost counter of me: creditSmsECO on the page of 2025; creditSmsLowCost in the body recorded in 2018, which the Go SDK reads",
		},
		noCredit: web.Quirk{
			Name: "smspartner.no-credit", Values: []string{"plain", "object"},
			Why: "code 11: the pages' tables suggest the plain shape; a body recorded about 2015 has an object under error, and the credits",
		},
		sandbox: web.Quirk{
			Name: "smspartner.sandbox-reports", Values: []string{"on", "off"},
			Why: "whether a sandbox send reports: no page says; on lets an application be tried whole, off is what a send that reaches no operator would do",
		},
		callbackBody: web.Quirk{
			Name: "smspartner.callback-body", Values: []string{"json", "form"},
			Why: "the body of replies: the page of 2025 prints JSON; older pages print PHP arrays whose message_id is a text, as a form would give",
		},
		contactPages: web.Quirk{
			Name: "smspartner.contacts-per-page", Values: []string{"20", "500"},
			Why: "how many contacts a page of contact/list has: the page of 2023 says 20, a PHP client reads pages of 500",
		},
	}
}

func (q quirks) list() []web.Quirk {
	return []web.Quirk{q.errorStatus, q.sendErrorsKey, q.meCredits, q.noCredit, q.sandbox, q.callbackBody, q.contactPages}
}

// choices are the other readings that a server was asked for.
type choices struct {
	status200     bool // coded errors have HTTP status 200
	sendErrorKey  bool // code 9 on send lists its violations under error
	lowCostCredit bool // me counts creditSmsLowCost
	creditObject  bool // code 11 has its old shape
	sandboxSilent bool // sandbox sends report nothing
	formReplies   bool // replies are called back as forms
	longPages     bool // contact/list has 500 contacts a page
}

func (q quirks) choose(chosen map[string]string) choices {
	return choices{
		status200:     q.errorStatus.Chosen(chosen) == "200",
		sendErrorKey:  q.sendErrorsKey.Chosen(chosen) == "error",
		lowCostCredit: q.meCredits.Chosen(chosen) == "2018",
		creditObject:  q.noCredit.Chosen(chosen) == "object",
		sandboxSilent: q.sandbox.Chosen(chosen) == "off",
		formReplies:   q.callbackBody.Chosen(chosen) == "form",
		longPages:     q.contactPages.Chosen(chosen) == "500",
	}
}
