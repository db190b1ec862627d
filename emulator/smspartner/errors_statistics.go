package smspartner

import (
	"fmt"
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// The pages of statistics and of number checks say HTTP 429; the words are those of
// another service of the provider, whose limit is 2000. "[…]" is filled in when the error is answered.
var (
	errTooFast = &web.Error{Code: 429, Status: 429, Text: "Trop de requêtes effectuées en une minute […]", Evidence: web.Assumed, Source: source + "#statusp5.md"}
)

func statisticsErrors() []web.Error { return []web.Error{*errTooFast} }

// tooFast is a limit that was passed. A clock that stands still never renews it,
// so its text says what to do.
func tooFast(limit int, account *sandbox.Account) error {
	with := limitText(limit)
	if account.Frozen() {
		with += ". fakesms: the clock of this account stands still; advance it by a minute"
	}
	return filled(errTooFast, with)
}

func limitText(limit int) string { return fmt.Sprintf("(limite : %d requêtes / minute)", limit) }

// limitOf is how many calls a minute an endpoint takes; one without a limit of its
// own is given that of the checks.
func limitOf(endpoint string, account *sandbox.Account) int {
	if endpoint == "statistics/cost-resume" {
		return resumeLimit
	}
	return settingsOf(account).ChecksPerMinute
}

// filled is an error with something put where its text has "[…]".
func filled(err *web.Error, with string) *web.Error {
	made := *err
	made.Text = strings.Replace(err.Text, "[…]", with, 1)
	return &made
}
