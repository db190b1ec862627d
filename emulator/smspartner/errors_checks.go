package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

const hlrPage = source + "#verification_page1.en.md"

// The errors of number verification. The page of all codes has another table for
// it than the pages of the two endpoints, which are followed.
var (
	errNoPhoneNumber = &web.Error{Code: 2, Status: 400, Text: "Le champ phoneNumber est requis", Evidence: web.Published, Source: globalPage, Unreachable: "the endpoints' own pages have another text for code 2"}
	errNoComma       = &web.Error{Code: 3, Status: 400, Text: "Les numéros doivent être séparés par une virgule", Evidence: web.Published, Source: hlrPage}
	errNoHLRPrice    = &web.Error{Code: 13, Status: 400, Text: "Aucun prix par défaut n'a été trouvé vers cette destination", Evidence: web.Published, Source: globalPage}
	errNoComma19     = &web.Error{Code: 19, Status: 400, Text: "Les numéros doivent-être séparés par une virgule", Evidence: web.Published, Source: globalPage, Unreachable: "the endpoints' own pages have code 3 for it"}
)

func checkErrors() []web.Error {
	return []web.Error{*errNoPhoneNumber, *errNoComma, *errNoHLRPrice, *errNoComma19}
}
