package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// Errors of groups and contacts. Their code 1 is no missing key: that is code 10
// here, as a wrong one. The page of group/add has a code 2 for it, and the tables
// of the others another text beside code 10; no sample shows either.
var (
	errNoName      = &web.Error{Code: 1, Status: 400, Text: "name est requis", Evidence: web.Published, Source: source + "#gestion_contactp1.md"}
	errNoGroupID   = &web.Error{Code: 1, Status: 400, Text: "groupId est requis", Evidence: web.Published, Source: source + "#gestion_contactp3.md"}
	errNoContactID = &web.Error{Code: 1, Status: 400, Text: "contactId est requis", Evidence: web.Published, Source: source + "#gestion_contactp9.md"}
	errNoInfo      = &web.Error{Code: 2, Status: 400, Text: "Contact infos sont requises", Evidence: web.Published, Source: source + "#gestion_contactp2.md"}
	errLongName    = &web.Error{Code: 9, Status: 400, Text: "Le prénom et le nom ne peuvent pas dépasser 32 caractères", Evidence: web.Assumed, Source: source + "#gestion_contactp2.md"}
	errContactURL  = &web.Error{Code: 9, Status: 400, Text: "L'url est invalide", Evidence: web.Assumed, Source: source + "#gestion_contactp2.md"}
	errInGroup     = &web.Error{Code: 15, Status: 400, Text: "Le numéro est déjà dans le groupe", Evidence: web.Published, Source: source + "#gestion_contactp2.md"}
	errNoGroup     = &web.Error{Code: 404, Status: 404, Text: "Le groupe n'existe pas", Evidence: web.Published, Source: source + "#gestion_contactp3.md"}
	errNoContact   = &web.Error{Code: 404, Status: 404, Text: "Le contact n'existe pas", Evidence: web.Published, Source: source + "#gestion_contactp9.md"}
)

func contactErrors() []web.Error {
	return []web.Error{
		*errNoName, *errNoGroupID, *errNoContactID, *errNoInfo, *errLongName, *errContactURL, *errInGroup, *errNoGroup, *errNoContact,
	}
}
