// Package smspartner speaks the HTTP API of SMS Partner, https://api.smspartner.fr/v1,
// version 1: its paths, field names, codes, French texts and oddities. There is
// one file per page of the provider's documentation; wire.go reads and writes,
// errors.go is the catalogue.
//
// The API takes its key as apiKey, in the query of a GET and in the JSON body of
// a POST. It answers compact JSON with non-ASCII escaped, or, if _format is xml,
// the same values as unnamed entries.
package smspartner

import (
	"time"
	_ "time/tzdata" // bodies carry Paris time, also where no zone files are installed

	"github.com/rickar/cal/v2"

	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// provider holds what the handlers share: nothing that changes.
type provider struct {
	numbers *sms.Numbers
	paris   *time.Location
	offDays *cal.Calendar // the public holidays of France
	fates   fates
	choices
}

// New describes the provider to the server. Chosen are the readings of quirks
// that differ from the defaults, by name.
func New(numbers *sms.Numbers, chosen map[string]string) (*web.Dialect, error) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		return nil, err
	}
	quirks := knownQuirks()
	p := &provider{
		numbers: numbers, paris: paris, offDays: frenchHolidays(),
		fates: newFates(), choices: quirks.choose(chosen),
	}
	return &web.Dialect{
		Provider:     "smspartner",
		Version:      "v1",
		Host:         "api.smspartner.fr",
		BodyLimit:    4 << 20, // a legal batch of 500 ten-part Unicode messages is 2 MB
		Routes:       p.routes(),
		Catalogue:    catalogue,
		Quirks:       quirks.list(),
		NewData:      func() any { return newData() },
		NewSettings:  func() web.AccountSettings { return newSettings() },
		States:       []string{waiting, delivered, notDelivered, ko, scheduled, cancelled},
		CallStates:   []string{scheduled, cancelled},
		Begin:        waiting,
		Entered:      p.entered,
		Answered:     p.answered,
		MessageID:    "message_id",
		Recipients:   []string{"phoneNumbers", "phoneNumber", "to"},
		E164:         func(spelling string) string { return numbers.Parse(spelling).E164 },
		Coded:        p.coded,
		Broken:       broken,
		Key:          key,
		Admit:        admit,
		UnknownKey:   unknownKey,
		Gate:         gate,
		UnknownRoute: unknownRoute,
		WrongMethod:  wrongMethod,
		Encode:       p.encode,
	}, nil
}

const (
	docsWP = "https://docpartner.dev" // the documentation until 2023
	docs   = "https://www.docpartner.dev/api/sms-partner"
	docsEN = "https://www.docpartner.dev/en/api/sms-partner"
	source = "https://github.com/toodiz/docpartner" // the documentation site's own source, 2024
)

// routes are all endpoints, in the order of the documentation. The evidence is
// that of the JSON answer.
func (p *provider) routes() []web.Route {
	get, post, del := "GET", "POST", "DELETE"
	return []web.Route{
		{Method: get, Endpoint: "me", Handle: p.me, Docs: docs + "/credits", Evidence: web.Published},
		{Method: post, Endpoint: "send", Handle: p.send, Docs: docs + "/envoyer-des-sms/envoi-unitaire", Evidence: web.Recorded},
		{Method: post, Endpoint: "bulk-send", Handle: p.bulkSend, Docs: source + "#envois_smsp2.md", Evidence: web.Published},
		{Method: post, Endpoint: "vn/send", Handle: p.vnSend, Docs: source + "#envois_smsp3.md", Evidence: web.Published},
		{Method: get, Endpoint: "message-cancel", Handle: p.messageCancel, Docs: source + "#envois_smsp6.md", Evidence: web.Recorded},
		{Method: get, Endpoint: "message-status", Handle: p.messageStatus, Docs: source + "#statusp1.md", Evidence: web.Recorded},
		{Method: post, Endpoint: "multi-status", Handle: p.multiStatus, Docs: source + "#statusp2.md", Evidence: web.Recorded},
		{Method: get, Endpoint: "bulk-status", Handle: p.bulkStatus, Docs: source + "#statusp3.md", Evidence: web.Recorded},
		{Method: get, Endpoint: "bulk-status-by-tag", Handle: p.bulkStatusByTag, Docs: source + "#statusp4.md", Evidence: web.Published},
		{Method: get, Endpoint: "stop-sms/list", Handle: p.stopSMSList, Docs: docsEN + "/replies-opt-outs-management/stop-list", Evidence: web.Published},
		{Method: post, Endpoint: "stop-sms/add", Handle: p.stopSMSAdd, Docs: source + "#gestion_reponsep2.md", Evidence: web.Published},
		{Method: get, Also: []string{post, del}, Endpoint: "stop-sms/delete", Handle: p.stopSMSDelete, Docs: source + "#gestion_reponsep3.md", Evidence: web.Published},
		{Method: post, Endpoint: "subaccount/create", Handle: p.subaccountCreate, Docs: source + "#sous_comptep2.md", Evidence: web.Published},
		{Method: del, Also: []string{post}, Endpoint: "subaccount/remove", Handle: p.subaccountRemove, Docs: source + "#sous_comptep3.md", Evidence: web.Published},
		{Method: del, Also: []string{post}, Endpoint: "subaccount/delete", Handle: p.subaccountRemove, Docs: docs, Evidence: web.Published},
		{Method: get, Endpoint: "subaccount/list", Handle: p.subaccountList, Docs: source, Evidence: web.Published},
		{Method: post, Endpoint: "subaccount/credit/add", Handle: p.subaccountCreditAdd, Docs: source, Evidence: web.Published},
		{Method: post, Endpoint: "subaccount/credit/remove", Handle: p.subaccountCreditRemove, Docs: source, Evidence: web.Published},

		{Method: post, Endpoint: "group/add", Handle: p.groupAdd, Docs: source + "#gestion_contactp1.md", Evidence: web.Published},
		{Method: post, Endpoint: "group/delete", Handle: p.groupDelete, Docs: source + "#gestion_contactp3.en.md", Evidence: web.Published},
		{Method: del, Endpoint: "group/delete", Handle: p.groupDelete, Docs: source + "#gestion_contactp3.en.md", Evidence: web.Published},
		{Method: post, Endpoint: "groupe/delete", Handle: p.groupDelete, Docs: source + "#gestion_contactp3.md", Evidence: web.Published},
		{Method: del, Endpoint: "groupe/delete", Handle: p.groupDelete, Docs: source + "#gestion_contactp3.md", Evidence: web.Published},
		{Method: get, Endpoint: "group/list", Handle: p.groupList, Docs: source + "#gestion_contactp7.md", Evidence: web.Published},
		{Method: post, Endpoint: "contact/add", Handle: p.contactAdd, Docs: docsEN + "/contact-management/add-contact", Evidence: web.Published},
		{Method: post, Endpoint: "contact/update", Handle: p.contactUpdate, Docs: docsEN + "/contact-management/edit-contact", Evidence: web.Published},
		{Method: post, Endpoint: "contact/delete", Handle: p.contactDelete, Docs: source + "#gestion_contactp6.md", Evidence: web.Published},
		{Method: get, Endpoint: "contact/list", Handle: p.contactList, Docs: docsEN + "/contact-management/get-contact-list", Evidence: web.Published},
		{Method: post, Endpoint: "contact/list", Handle: p.contactList, Docs: docsEN + "/contact-management/get-contact-list", Evidence: web.Published},
		{Method: get, Endpoint: "contact/detail", Handle: p.contactDetail, Docs: source + "#gestion_contactp9.md", Evidence: web.Published},

		{Method: post, Endpoint: "sondage/to/send", Handle: p.sondageToSend, Docs: docs + "/envoi-sondages", Evidence: web.Published},
		{Method: get, Endpoint: "statistics/cost-resume", Handle: p.statisticsCostResume, Docs: source + "#statusp5.md", Evidence: web.Published},
		{Method: post, Endpoint: "vn/callforward", Handle: p.vnCallforward, Docs: source + "#smsp3.md", Evidence: web.Published},
		{Method: post, Endpoint: "rcs/send", Handle: p.rcsSend, Docs: docsEN + "/rcs", Evidence: web.Published},

		{Method: post, Endpoint: "hlr/notify", Handle: p.hlrNotify, Docs: source + "#verification_page1.en.md", Evidence: web.Recorded},
		{Method: post, Endpoint: "lookup", Prepare: p.prepareLookup, Handle: p.lookup, Docs: source + "#verification_page2.en.md", Evidence: web.Recorded},
		{Method: post, Endpoint: "location/optin", Handle: p.locationOptin, Docs: docsEN + "/contact-rental/targeting-and-calculation", Evidence: web.Published},
		{Method: get, Endpoint: "location/status", Handle: p.locationStatus, Docs: docs, Evidence: web.Published},
		{Method: get, Endpoint: "location/file/download", Handle: p.locationFileDownload, Docs: docsWP + "/telecharge-le-fichier/", Evidence: web.Assumed},
	}
}
