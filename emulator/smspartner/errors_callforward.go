package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// forwardPage is the page of vn/callforward, whose codes mean something else than
// everywhere: 10 is a missing key.
const forwardPage = source + "#smsp3.md"

var (
	errNoForwardNumber  = &web.Error{Code: 5, Status: 400, Text: "Le numéro virtuel est requis", Evidence: web.Published, Source: forwardPage}
	errNoForwardType    = &web.Error{Code: 6, Status: 400, Text: "Le type est requis", Evidence: web.Published, Source: forwardPage}
	errForwardType      = &web.Error{Code: 7, Status: 400, Text: "Le type n'est pas valide", Evidence: web.Published, Source: forwardPage}
	errNoForwardParam   = &web.Error{Code: 8, Status: 400, Text: "param est requis", Evidence: web.Published, Source: forwardPage}
	errForwardEmail     = &web.Error{Code: 9, Status: 400, Text: "email is not valid", Evidence: web.Published, Source: forwardPage}
	errNoKeyHere        = &web.Error{Code: 10, Status: 400, Text: "La Clé API est requise", Evidence: web.Published, Source: forwardPage}
	errForwardTarget    = &web.Error{Code: 12, Status: 400, Text: "Le numéro de transfert n'est pas valide", Evidence: web.Published, Source: forwardPage}
	errNoForwarding     = &web.Error{Code: 14, Status: 400, Text: "Le transfert d'appel n'est pas activé", Evidence: web.Published, Source: forwardPage}
	errDisabledNumber   = &web.Error{Code: 15, Status: 400, Text: "Le numéro est désactivé", Evidence: web.Published, Source: forwardPage}
	errForwardedAlready = &web.Error{Code: 16, Status: 400, Text: "Le transfert d'appel est déjà activé", Evidence: web.Published, Source: forwardPage}
	errVoicemailAlready = &web.Error{Code: 17, Status: 400, Text: "La messagerie est déjà activée", Evidence: web.Published, Source: forwardPage}
	errForwardedNowhere = &web.Error{Code: 18, Status: 400, Text: "Le transfert d'appel est déjà désactivé", Evidence: web.Published, Source: forwardPage}
)

func forwardErrors() []web.Error {
	return []web.Error{
		*errNoForwardNumber, *errNoForwardType, *errForwardType, *errNoForwardParam, *errForwardEmail,
		*errNoKeyHere, *errForwardTarget, *errNoForwarding, *errDisabledNumber, *errForwardedAlready,
		*errVoicemailAlready, *errForwardedNowhere,
	}
}
