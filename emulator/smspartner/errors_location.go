package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// statusPage is "Statut d'une location": no copy has its address.
const statusPage = docs

// The errors of contact rental, from the page of all codes; the page of
// location/status has its own words for 31 and 32.
var (
	errNoParameters     = &web.Error{Code: 3, Status: 400, Text: "Le paramètre parameters est requis", Evidence: web.Published, Source: globalPage}
	errNoOp             = &web.Error{Code: 4, Status: 400, Text: "Le paramètre op est requis", Evidence: web.Published, Source: globalPage}
	errNotificationURL  = &web.Error{Code: 5, Status: 400, Text: "Le paramètre urlNotification n'est pas une URL valide", Evidence: web.Published, Source: globalPage}
	errOp               = &web.Error{Code: 6, Status: 400, Text: "Cette opération n'est pas autorisé", Evidence: web.Published, Source: globalPage}
	errNoSex            = &web.Error{Code: 7, Status: 400, Text: "Le paramètre sexe est requis", Evidence: web.Published, Source: globalPage}
	errSex              = &web.Error{Code: 8, Status: 400, Text: "Le paramètre sexe doit être uniquement m,h or f", Evidence: web.Published, Source: globalPage}
	errNoMinAge         = &web.Error{Code: 9, Status: 400, Text: "Le paramètre minAge est requis", Evidence: web.Published, Source: globalPage}
	errMinAge           = &web.Error{Code: 12, Status: 400, Text: "Le paramètre minAge doit être supérieur à 17", Evidence: web.Published, Source: globalPage}
	errNoMaxAge         = &web.Error{Code: 13, Status: 400, Text: "Le paramètre maxAge est requis", Evidence: web.Published, Source: globalPage}
	errMaxAge           = &web.Error{Code: 14, Status: 400, Text: "Le paramètre maxAge doit être inférieur à 99", Evidence: web.Published, Source: globalPage}
	errInterest         = &web.Error{Code: 15, Status: 400, Text: "Le paramètre interest doit être supérieur à 0", Evidence: web.Published, Source: globalPage}
	errEmptyInterest    = &web.Error{Code: 16, Status: 400, Text: "Le paramètre interest ne peut pas être vide", Evidence: web.Published, Source: globalPage}
	errEmptySubInterest = &web.Error{Code: 17, Status: 400, Text: "Le paramètre subInterest ne doit pas être vide", Evidence: web.Published, Source: globalPage}
	errSubInterest      = &web.Error{Code: 18, Status: 400, Text: "Le paramètre subInterest doit être supérieur à 0", Evidence: web.Published, Source: globalPage}
	errNoInterest       = &web.Error{Code: 19, Status: 400, Text: "Les paramètres interest ou subInterest sont requis", Evidence: web.Published, Source: globalPage}
	errEmptyCategory    = &web.Error{Code: 22, Status: 400, Text: "Le paramètre category ne doit pas être vide", Evidence: web.Published, Source: globalPage}
	errCategory         = &web.Error{Code: 23, Status: 400, Text: "Le paramètre category doit être supérieur à 0", Evidence: web.Published, Source: globalPage}
	errNoPlaceType      = &web.Error{Code: 24, Status: 400, Text: "Les paramètres Type est requis", Evidence: web.Published, Source: globalPage}
	errNoPlace          = &web.Error{Code: 25, Status: 400, Text: "Le paramètre Localite est requis", Evidence: web.Published, Source: globalPage}
	errNoVolume         = &web.Error{Code: 26, Status: 400, Text: "Le paramètre Volume est requis", Evidence: web.Published, Source: globalPage}
	errPlaceVolume      = &web.Error{Code: 27, Status: 400, Text: "Le volume souhaité ne peut pas être supérieur au volume disponible", Evidence: web.Published, Source: globalPage}
	errTotalVolume      = &web.Error{Code: 28, Status: 400, Text: "Le paramètre DesiredVolume ne peux pas être supérieur au volume total", Evidence: web.Published, Source: globalPage}
	errNoRentalToken    = &web.Error{Code: 31, Status: 400, Text: "Le token de la location est requis", Evidence: web.Published, Source: statusPage}
	errNoRequestToken   = &web.Error{Code: 31, Status: 400, Text: "Le paramètre token est requis", Evidence: web.Published, Source: globalPage}
	errNoRental         = &web.Error{Code: 32, Status: 400, Text: "Location introuvable", Evidence: web.Published, Source: statusPage}
	errNoRequest        = &web.Error{Code: 32, Status: 400, Text: "La demande de location est introuvable", Evidence: web.Published, Source: globalPage}
	errNoFile           = &web.Error{Code: 33, Status: 400, Text: "Le fichier de location est introuvable", Evidence: web.Published, Source: globalPage}
	errFileUsed         = &web.Error{Code: 34, Status: 400, Text: "Le fichier de location a déjà été utilisé", Evidence: web.Published, Source: globalPage}
	errFileUnderWay     = &web.Error{Code: 35, Status: 400, Text: "Le fichier de location est en cours de téléchargement", Evidence: web.Published, Source: globalPage}
	errRentalFailed     = &web.Error{Code: 36, Status: 400, Text: "La location du fichier a échoué", Evidence: web.Published, Source: globalPage}
	errNoResult         = &web.Error{Code: 61, Status: 400, Text: "La requête semble invalide et n'a retourné aucun résultat", Evidence: web.Published, Source: globalPage}
)

func locationErrors() []web.Error {
	return []web.Error{
		*errNoParameters, *errNoOp, *errNotificationURL, *errOp, *errNoSex, *errSex, *errNoMinAge, *errMinAge, *errNoMaxAge, *errMaxAge,
		*errInterest, *errEmptyInterest, *errEmptySubInterest, *errSubInterest, *errNoInterest, *errEmptyCategory, *errCategory,
		*errNoPlaceType, *errNoPlace, *errNoVolume, *errPlaceVolume, *errTotalVolume, *errNoRentalToken, *errNoRequestToken, *errNoRental,
		*errNoRequest, *errNoFile, *errFileUsed, *errFileUnderWay, *errRentalFailed, *errNoResult,
	}
}
