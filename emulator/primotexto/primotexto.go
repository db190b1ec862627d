// Package primotexto speaks the HTTP API of Primotexto, https://api.primotexto.com/v2,
// version 2: its paths, field names, states and codes. There is one file per
// endpoint; wire.go writes, errors.go is the catalogue.
//
// The API takes its key in the header X-Primotexto-ApiKey and answers JSON,
// times as milliseconds since 1970. Of its documentation only parts could be
// read, so much rests on the code of its clients; the routes and the catalogue
// say what.
package primotexto

import (
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// provider holds what the handlers share: nothing that changes.
type provider struct {
	numbers *sms.Numbers
	fates   fates
	choices
}

// New describes the provider to the server. Chosen are the readings of quirks
// that differ from the defaults, by name.
func New(numbers *sms.Numbers, chosen map[string]string) *web.Dialect {
	quirks := knownQuirks()
	p := &provider{numbers: numbers, fates: newFates(), choices: quirks.choose(chosen)}
	return &web.Dialect{
		Provider:     "primotexto",
		Version:      "v2",
		Host:         "api.primotexto.com",
		BodyLimit:    4 << 20,
		Routes:       p.routes(),
		Catalogue:    catalogue,
		Quirks:       quirks.list(),
		NewData:      func() any { return newData() },
		NewSettings:  func() web.AccountSettings { return newSettings() },
		States:       []string{scheduled, sent, submitted, delivered, bounced, failed, opened, replied, unsubscribed},
		CallStates:   []string{scheduled},
		Begin:        sent,
		Entered:      p.entered,
		Answered:     p.answered,
		MessageID:    "snapshotId",
		Recipients:   []string{"number", "identifier"},
		E164:         func(spelling string) string { return numbers.Parse(spelling).E164 },
		Coded:        withCode,
		Broken:       broken,
		Key:          key,
		Admit:        admit,
		UnknownKey:   func(*web.Route) error { return errAuthentication },
		Gate:         gate,
		UnknownRoute: unknownRoute,
		WrongMethod:  wrongMethod,
		Encode:       p.encode,
	}
}

const docs = "https://www.primotexto.com/api"

// Where calls are known from that no page which could be read has.
const (
	javaSDK = "https://github.com/sarbacane-sdk/java"
	netSDK  = "https://github.com/sarbacane-sdk/csharp"
)

// routes are all endpoints, in the order of the documentation.
func (p *provider) routes() []web.Route {
	return []web.Route{
		{Method: "POST", Endpoint: "notification/messages/send", Handle: p.notificationMessagesSend, Docs: docs + "/sms/notification.asp", Evidence: web.Published},
		{Method: "POST", Endpoint: "marketing/messages/send", Handle: p.marketingMessagesSend, Docs: docs + "/sms/marketing.asp", Evidence: web.Client},
		{Method: "GET", Endpoint: "messages/status", Handle: p.messagesStatus, Docs: docs + "/sms/statut.asp", Evidence: web.Published},
		{Method: "GET", Endpoint: "messages/stats", Handle: p.messagesStats, Docs: docs + "/sms/statistiques.asp", Evidence: web.Published},
		{Method: "GET", Endpoint: "messages/replies", Handle: p.messagesReplies, Docs: docs + "/sms/reponses.asp", Evidence: web.Published},
		{Method: "GET", Endpoint: "messages/blacklists", Handle: p.messagesBlacklists, Docs: docs + "/campagnes/stop_npai.asp", Evidence: web.Client},
		{Method: "GET", Endpoint: "account/stats", Handle: p.accountStats, Docs: docs + "/compte/statistiques.asp", Evidence: web.Published},
		{Method: "GET", Endpoint: "check", Handle: p.check, Docs: javaSDK, Evidence: web.Client},

		{Method: "POST", Endpoint: "unsubscribers/default/contacts", Alias: "unsubscribers/defaults/contacts", Handle: p.addUnsubscriber, Docs: docs + "/compte/listes-noires.asp", Evidence: web.Published},
		{Method: "GET", Endpoint: "unsubscribers/default/contacts", Alias: "unsubscribers/defaults/contacts", Handle: p.getUnsubscribers, Docs: docs + "/compte/listes-noires.asp", Evidence: web.Client},
		{Method: "DELETE", Endpoint: "unsubscribers/default/contacts/{id}", Alias: "unsubscribers/defaults/contacts/{id}", Handle: p.deleteUnsubscriber, Docs: docs + "/compte/listes-noires.asp", Evidence: web.Client},
		{Method: "DELETE", Endpoint: "unsubscribers/default/contacts", Alias: "unsubscribers/defaults/contacts", Handle: p.deleteUnsubscriberNumber, Docs: docs + "/compte/listes-noires.asp", Evidence: web.Client},
		{Method: "POST", Endpoint: "bounces/default/contacts", Alias: "bounces/defaults/contacts", Handle: p.addBounce, Docs: docs + "/compte/listes-noires.asp", Evidence: web.Client},
		{Method: "GET", Endpoint: "bounces/default/contacts", Alias: "bounces/defaults/contacts", Handle: p.getBounces, Docs: docs + "/compte/listes-noires.asp", Evidence: web.Client},
		{Method: "DELETE", Endpoint: "bounces/default/contacts/{id}", Alias: "bounces/defaults/contacts/{id}", Handle: p.deleteBounce, Docs: docs + "/compte/listes-noires.asp", Evidence: web.Client},
		{Method: "DELETE", Endpoint: "bounces/default/contacts", Alias: "bounces/defaults/contacts", Handle: p.deleteBounceNumber, Docs: docs + "/compte/listes-noires.asp", Evidence: web.Client},

		{Method: "POST", Endpoint: "marketing/campaigns", Handle: p.marketingCampaigns, Docs: javaSDK, Evidence: web.Client},
		{Method: "POST", Endpoint: "notification/campaigns", Handle: p.notificationCampaigns, Docs: javaSDK, Evidence: web.Client},
		{Method: "GET", Endpoint: "campaigns", Handle: p.campaigns, Docs: javaSDK, Evidence: web.Client},
		{Method: "GET", Endpoint: "campaigns/{id}", Handle: p.campaignsID, Docs: javaSDK, Evidence: web.Client},
		{Method: "POST", Endpoint: "marketing/campaigns/{id}/test", Alias: "campaigns/{id}/test", Handle: p.marketingCampaignsIDTest, Docs: docs + "/campagnes/envoyer.asp", Evidence: web.Published},
		{Method: "POST", Endpoint: "notification/campaigns/{id}/test", Handle: p.notificationCampaignsIDTest, Docs: docs + "/campagnes/envoyer.asp", Evidence: web.Client},
		{Method: "POST", Endpoint: "marketing/campaigns/{id}/send", Alias: "campaigns/{id}/send", SkipBody: true, Handle: p.marketingCampaignsIDSend, Docs: docs + "/campagnes/envoyer.asp", Evidence: web.Published},
		{Method: "POST", Endpoint: "notification/campaigns/{id}/send", SkipBody: true, Handle: p.notificationCampaignsIDSend, Docs: docs + "/campagnes/envoyer.asp", Evidence: web.Client},
		{Method: "GET", Endpoint: "campaigns/{id}/status", Handle: p.campaignsIDStatus, Docs: docs + "/campagnes/statistiques", Evidence: web.Published},
		{Method: "GET", Endpoint: "campaigns/{id}/blacklists", Handle: p.campaignsIDBlacklists, Docs: docs + "/campagnes/stop_npai.asp", Evidence: web.Published},
		{Method: "GET", Endpoint: "campaigns/{id}/replies", Handle: p.campaignsIDReplies, Docs: javaSDK, Evidence: web.Client},

		{Method: "POST", Endpoint: "lists", Handle: p.createList, Docs: docs + "/listes/creer_liste.asp", Evidence: web.Published},
		{Method: "GET", Endpoint: "lists", Handle: p.getLists, Docs: docs + "/listes/creer_liste.asp", Evidence: web.Client},
		{Method: "GET", Endpoint: "lists/{id}", Handle: p.getList, Docs: docs + "/listes/creer_liste.asp", Evidence: web.Client},
		{Method: "DELETE", Endpoint: "lists/{id}", Handle: p.deleteList, Docs: docs + "/listes/creer_liste.asp", Evidence: web.Client},
		{Method: "POST", Endpoint: "lists/{id}/empty", Handle: p.emptyList, SkipBody: true, Docs: netSDK, Evidence: web.Client},
		{Method: "POST", Endpoint: "lists/{id}/contacts", Alias: "lists/{id}", Handle: p.addContact, Docs: docs + "/contacts/creer_contact.asp", Evidence: web.Published},
		{Method: "GET", Endpoint: "lists/{id}/contacts", Handle: p.getContacts, Docs: docs + "/contacts/creer_contact.asp", Evidence: web.Client},
		{Method: "DELETE", Endpoint: "lists/{id}/contacts/{contact}", Handle: p.deleteContact, Docs: docs + "/contacts/creer_contact.asp", Evidence: web.Client},
		{Method: "DELETE", Endpoint: "lists/{id}/contacts", Handle: p.deleteContactNumber, Docs: docs + "/contacts/creer_contact.asp", Evidence: web.Client},
		{Method: "POST", Endpoint: "lists/{id}/fields", Handle: p.addField, Docs: docs + "/listes/creer_liste.asp", Evidence: web.Client},
		{Method: "GET", Endpoint: "lists/{id}/fields", Handle: p.getFields, Docs: docs + "/listes/creer_liste.asp", Evidence: web.Client},
		{Method: "DELETE", Endpoint: "lists/{id}/fields/{field}", Handle: p.deleteField, Docs: docs + "/listes/creer_liste.asp", Evidence: web.Client},
		{Method: "POST", Endpoint: "lists/{id}/import", Handle: p.importContacts, Prepare: p.readSheet, BodyLimit: maxImportBytes, Docs: javaSDK, Evidence: web.Client},
		{Method: "GET", Endpoint: "operations/{id}", Handle: p.getOperation, Docs: javaSDK, Evidence: web.Assumed},
	}
}

// milliseconds is a time as the API prints it.
func milliseconds(t time.Time) int64 { return t.UnixMilli() }
