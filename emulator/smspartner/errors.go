package smspartner

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// globalPage is the table of all codes; the pages of single endpoints repeat
// parts of it, at times in other words.
const globalPage = source + "#gestion-des-erreurs/erreurp1.md"

// The catalogue. Apostrophes are ASCII, as in recorded bodies, where the pages
// print typographic ones. HTTP statuses are assumed throughout: the pages name
// only 400 for malformed JSON and 429.
var (
	errNoKey          = &web.Error{Code: 1, Status: 400, Text: "La Clé API est requise", Evidence: web.Published, Source: source + "#envois_smsp1.md"}
	errNoNumbers      = &web.Error{Code: 2, Status: 400, Text: "Le champ phoneNumbers est requis", Evidence: web.Published, Source: globalPage}
	errNoNumber       = &web.Error{Code: 2, Status: 400, Text: "Le numéro de téléphone est requis", Evidence: web.Published, Source: source + "#statusp1.md"}
	errNoMessageID    = &web.Error{Code: 3, Status: 400, Text: "L'ID du message est requis", Evidence: web.Published, Source: source + "#envois_smsp6.md"}
	errStopListed     = &web.Error{Code: 3, Status: 400, Text: "Le numéro est déjà dans la liste", Evidence: web.Assumed, Source: source + "#gestion_reponsep2.md"}
	errNoStopID       = &web.Error{Code: 3, Status: 400, Text: "L'ID du numéro est requis", Evidence: web.Published, Source: source + "#gestion_reponsep3.md"}
	errNoMessage      = &web.Error{Code: 4, Status: 400, Text: "Message introuvable", Evidence: web.Published, Source: source + "#statusp1.md"}
	errNoStop         = &web.Error{Code: 4, Status: 400, Text: "L'ID du numéro introuvable", Evidence: web.Published, Source: source + "#gestion_reponsep3.md"}
	errCancelled      = &web.Error{Code: 5, Status: 400, Text: "L'envoi du SMS a déjà été annulé", Evidence: web.Published, Source: source + "#envois_smsp6.md"}
	errEmptyList      = &web.Error{Code: 5, Status: 400, Text: "La liste des numéros est vide", Evidence: web.Published, Source: globalPage}
	errTooLate        = &web.Error{Code: 6, Status: 400, Text: "Vous ne pouvez pas annuler l'envoi d'un SMS moins de 5 minutes avant son envoi", Evidence: web.Published, Source: source + "#envois_smsp6.md"}
	errFormat         = &web.Error{Code: 6, Status: 400, Text: "Le format n'est pas correct", Evidence: web.Published, Source: globalPage}
	errAlreadySent    = &web.Error{Code: 7, Status: 400, Text: "Vous ne pouvez pas annuler un SMS déjà envoyé", Evidence: web.Published, Source: source + "#envois_smsp6.md"}
	errForm           = &web.Error{Code: 9, Status: 400, Text: "(a list of violations)", Evidence: web.Published, Source: source + "#envois_smsp1.md"}
	errNotMobile      = &web.Error{Code: 9, Status: 400, Text: "Ne semble pas être un numéro de mobile", Evidence: web.Published, Source: globalPage}
	errBadStop        = &web.Error{Code: 9, Status: 400, Text: "Le numéro de téléphone est invalide", Evidence: web.Published, Source: source + "#gestion_reponsep2.md"}
	errUnknownKeySend = &web.Error{Code: 10, Status: 400, Text: "Clef API incorrecte", Evidence: web.Recorded, Source: globalPage}
	errUnknownKey     = &web.Error{Code: 10, Status: 400, Text: "Clé API incorrecte", Evidence: web.Published, Source: source + "#statusp2.md"}
	errNoCredit       = &web.Error{Code: 11, Status: 400, Text: "Crédit insuffisant", Evidence: web.Published, Source: globalPage}
	errNoVirtual      = &web.Error{Code: 13, Status: 400, Text: "Le numéro virtuel n'existe pas", Evidence: web.Published, Source: forwardPage}
	errNoPrice        = &web.Error{Code: 13, Status: 400, Text: "Aucun prix par défaut n'a été trouvé pour les numéros suivant", Evidence: web.Published, Source: globalPage, Unreachable: "the body that was recorded for such numbers has code 55"}
	errStopped        = &web.Error{Code: 14, Status: 400, Text: "Le numéro est dans la liste des STOP SMS", Evidence: web.Published, Source: globalPage}
	errInList         = &web.Error{Code: 15, Status: 400, Text: "Le numéro est déjà présent dans la liste", Evidence: web.Published, Source: globalPage}
	errDisabled       = &web.Error{Code: 20, Status: 400, Text: "Compte désactivé", Evidence: web.Published, Source: globalPage}
	errMarketingHour  = &web.Error{Code: 22, Status: 400, Text: "SMS Marketing: L'heure d'envoi n'est pas valide, elle doit être comprise entre 8h et 22h.", Evidence: web.Published, Source: globalPage}
	errMarketingDay   = &web.Error{Code: 23, Status: 400, Text: "SMS Marketing: La date […] n'est pas valide, L'envoi des sms n'est pas possible le dimanche et jours fériés.", Evidence: web.Published, Source: globalPage}
	errBlocked        = &web.Error{Code: 30, Status: 400, Text: "Compte bloqué", Evidence: web.Published, Source: globalPage}
	errAPIDenied      = &web.Error{Code: 40, Status: 400, Text: "L'accès à l'API est refusé", Evidence: web.Published, Source: globalPage}
	errLowCostLong    = &web.Error{Code: 42, Status: 400, Text: "Le nombre de caractères pour un sms Low Cost est 160 caractères", Evidence: web.Published, Source: globalPage}
	errNoText         = &web.Error{Code: 43, Status: 400, Text: "Le message est requis", Evidence: web.Published, Source: globalPage}
	errSender         = &web.Error{Code: 44, Status: 400, Text: "L'émetteur est invalide", Evidence: web.Published, Source: globalPage}
	errNoDate         = &web.Error{Code: 45, Status: 400, Text: "La date est requise", Evidence: web.Published, Source: globalPage}
	errHour           = &web.Error{Code: 46, Status: 400, Text: "L'heure est requise", Evidence: web.Published, Source: globalPage, Unreachable: "the published sample answers a missing hour with code 9"}
	errMinute         = &web.Error{Code: 47, Status: 400, Text: "Le chiffre des minutes est invalide", Evidence: web.Published, Source: globalPage}
	errMinuteStep     = &web.Error{Code: 48, Status: 400, Text: "Les minutes doivent-être comprise entre 5 et 55 dans un interval de 5 minutes", Evidence: web.Published, Source: globalPage}
	errDate           = &web.Error{Code: 49, Status: 400, Text: "La date est invalide", Evidence: web.Published, Source: globalPage}
	errTooMany        = &web.Error{Code: 50, Status: 400, Text: "Le nombre de numéros autorisés est de 500 maxi", Evidence: web.Published, Source: globalPage}
	errLowCost        = &web.Error{Code: 51, Status: 400, Text: "La gamme lowcost n'est pas éligible", Evidence: web.Published, Source: globalPage}
	errTooLong        = &web.Error{Code: 52, Status: 400, Text: "Le nombre de SMS concaténés ne peut excéder 10 SMS", Evidence: web.Published, Source: globalPage}
	errNobody         = &web.Error{Code: 55, Status: 400, Text: "Aucun numéro à envoyer", Evidence: web.Published, Source: globalPage}
	errMalformed      = &web.Error{Code: 90, Status: 400, Text: "Le JSON est malformé: erreur de syntaxe", Evidence: web.Published, Source: globalPage}
	errAddress        = &web.Error{Code: 96, Status: 400, Text: "L'IP n'est pas autorisée", Evidence: web.Published, Source: globalPage}
	errUnknownRoute   = &web.Error{Code: 404, Status: 404, Text: "Route inconnue", Evidence: web.Assumed}
	errWrongMethod    = &web.Error{Code: 405, Status: 405, Text: "Méthode non autorisée", Evidence: web.Assumed}
	errQueue          = &web.Error{Code: 500, Status: 500, Text: "Problème lors de l'ajout du sms dans la file d'attente", Evidence: web.Published, Source: globalPage}
	errUnauthorised   = &web.Error{Code: 992, Status: 400, Text: "Sender non autorisé", Evidence: web.Published, Source: globalPage}
)

// catalogue lists every error once, by code: those of this file and those of the
// families that have a file of their own.
func catalogue() []web.Error {
	all := sendingErrors()
	all = append(all, subAccountErrors()...)
	all = append(all, contactErrors()...)
	all = append(all, forwardErrors()...)
	all = append(all, statisticsErrors()...)
	all = append(all, checkErrors()...)
	all = append(all, locationErrors()...)
	slices.SortStableFunc(all, func(a, b web.Error) int { return cmp.Compare(a.Code, b.Code) })
	return all
}

func sendingErrors() []web.Error {
	return []web.Error{
		*errNoKey, *errNoNumbers, *errNoNumber, *errNoMessageID, *errStopListed, *errNoStopID, *errNoMessage, *errNoStop,
		*errCancelled, *errEmptyList, *errTooLate, *errFormat, *errAlreadySent, *errForm, *errNotMobile, *errBadStop,
		*errUnknownKeySend, *errUnknownKey, *errNoCredit, *errNoPrice, *errNoVirtual, *errStopped, *errInList, *errDisabled,
		*errMarketingHour, *errMarketingDay, *errBlocked,
		*errAPIDenied, *errLowCostLong, *errNoText, *errSender, *errNoDate, *errHour, *errMinute, *errMinuteStep, *errDate,
		*errTooMany, *errLowCost, *errTooLong, *errNobody, *errMalformed, *errAddress, *errUnknownRoute,
		*errWrongMethod, *errQueue, *errUnauthorised,
	}
}

// coded is the error with a code: that of the route's own page if there is one,
// else the first, in the shape that the route gives it.
func (p *provider) coded(route *web.Route, account *sandbox.Account, code int) error {
	if own := pageError(route.Endpoint, code); own != nil {
		return own
	}
	var all []web.Error
	for _, e := range catalogue() {
		if e.Code == code {
			all = append(all, e)
		}
	}
	at := slices.IndexFunc(all, func(e web.Error) bool { return e.Source == route.Docs })
	switch {
	case code == errTooFast.Code:
		return filled(errTooFast, limitText(limitOf(route.Endpoint, account)))
	case at >= 0:
		return &all[at]
	case code == errForm.Code && (route.Endpoint == "bulk-send" || route.Endpoint == "sondage/to/send"):
		return batchForm([]violation{noMessage()})
	case code == errForm.Code:
		return p.sendForm([]violation{noMessage()})
	case code == errNobody.Code:
		return nobody([]*web.Error{errNotMobile}, nil)
	case code == errMarketingDay.Code:
		return marketingDay("25/12/2014 à 9:0")
	case code == errNoCredit.Code:
		return p.creditShape(errNoCredit, account)
	case code == errUnknownKey.Code:
		return unknownKey(route)
	}
	return &all[0]
}

// broken is an HTTP status in the shape of errors.
func broken(status int, _ string, _ time.Time) error {
	return &web.Error{Code: status, Status: status, Text: http.StatusText(status)}
}
