package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// Where the pages are that have no known file or path of their own.
const (
	subCreditPage = source + " (the page of subaccount/credit/add)"
	subDeletePage = docs + " (the page supprimer-un-sous-compte)"
)

// The errors of sub-accounts. Their pages and the table of all codes number them
// differently; the pages decide.
var (
	errNoToken       = &web.Error{Code: 1, Status: 400, Text: "Le Token est requis", Evidence: web.Published, Source: subDeletePage}
	errNotAuthorised = &web.Error{Code: 2, Status: 400, Text: "Vous n'avez pas l'authorisation", Evidence: web.Published, Source: source + "#sous_comptep2.md"}
	errNoCreditGiven = &web.Error{Code: 2, Status: 400, Text: "Le crédit est requis", Evidence: web.Published, Source: subCreditPage}
	errNoBuyer       = &web.Error{Code: 3, Status: 400, Text: "isBuyer est requis", Evidence: web.Published, Source: source + "#sous_comptep2.md"}
	errNoSubAccount  = &web.Error{Code: 3, Status: 400, Text: "L'identifiant du sous-compte est requis", Evidence: web.Published, Source: subCreditPage}
	errNoType        = &web.Error{Code: 4, Status: 400, Text: "Le type est requis (simple ou advanced)", Evidence: web.Published, Source: source + "#sous_comptep2.md"}
	errNotYourCredit = &web.Error{Code: 4, Status: 400, Text: "Vous n'avez pas l'authorisation", Evidence: web.Published, Source: subCreditPage}
	errType          = &web.Error{Code: 5, Status: 400, Text: "Le type de sous-compte n'existe pas (simple ou advanced)", Evidence: web.Published, Source: source + "#sous_comptep2.md"}
	errCreditGiven   = &web.Error{Code: 5, Status: 400, Text: "Le crédit à attribuer doit être supérieur à 0", Evidence: web.Published, Source: subCreditPage}
	errNoEmail       = &web.Error{Code: 6, Status: 400, Text: "L'email est requis", Evidence: web.Published, Source: source + "#sous_comptep2.md"}
	errEmptyBalance  = &web.Error{Code: 6, Status: 400, Text: "La balance doit être supérieur à 0", Evidence: web.Published, Source: subCreditPage}
	errEmailTaken    = &web.Error{Code: 7, Status: 400, Text: "Un compte existe déjà avec cet email", Evidence: web.Published, Source: source + "#sous_comptep2.md"}
	errUnknownSub    = &web.Error{Code: 7, Status: 400, Text: "Le sous-compte n'exsite pas", Evidence: web.Published, Source: subCreditPage}
	errAttribute     = &web.Error{Code: 8, Status: 400, Text: "creditToAttribute doit être supérieurr à 0", Evidence: web.Published, Source: source + "#sous_comptep2.md"}
	errNotEnough     = &web.Error{Code: 8, Status: 400, Text: "Crédits insufisant", Evidence: web.Published, Source: subCreditPage}
	errBalance       = &web.Error{Code: 9, Status: 400, Text: "La balance doit être supérieur à 0", Evidence: web.Published, Source: source + "#sous_comptep2.md"}
	errNoSubToRemove = &web.Error{Code: 404, Status: 404, Text: "Le sous-compte n'existe pas", Evidence: web.Published, Source: source + "#sous_comptep3.md"}
)

func subAccountErrors() []web.Error {
	return []web.Error{
		*errNoToken, *errNotAuthorised, *errNoCreditGiven, *errNoBuyer, *errNoSubAccount, *errNoType, *errNotYourCredit,
		*errType, *errCreditGiven, *errNoEmail, *errEmptyBalance, *errEmailTaken, *errUnknownSub, *errAttribute, *errNotEnough,
		*errBalance, *errNoSubToRemove,
	}
}
