package primotexto

import (
	"cmp"
	"slices"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// The names stand in an error table of 2024 that a notifier bridge carries; the
// vendor's own page (docs/plus/code_erreurs.asp) could not be read. HTTP
// statuses are assumed but for 401.
const codeTable = "https://github.com/symfony/symfony src/Symfony/Component/Notifier/Bridge/Primotexto/PrimotextoErrorCode.php"

// The catalogue, by code. The texts are the names of the codes.
var (
	errNoNumber          = &web.Error{Code: 10, Status: 400, Text: "NO_PHONE_NUMBER_PROVIDED", Evidence: web.Client, Source: codeTable}
	errNumberSyntax      = &web.Error{Code: 11, Status: 400, Text: "INVALID_PHONE_NUMBER_SYNTAX", Evidence: web.Client, Source: codeTable}
	errUnsubscribed      = &web.Error{Code: 12, Status: 400, Text: "NUMBER_BLACKLISTED_UNSUBSCRIBED", Evidence: web.Client, Source: codeTable}
	errUserBounce        = &web.Error{Code: 13, Status: 400, Text: "NUMBER_BLACKLISTED_USER_BOUNCE", Evidence: web.Client, Source: codeTable}
	errGlobalBounce      = &web.Error{Code: 14, Status: 400, Text: "NUMBER_BLACKLISTED_GLOBAL_BOUNCE", Evidence: web.Client, Source: codeTable}
	errNoMessageForQuery = &web.Error{Code: 16, Status: 404, Text: "NO_MESSAGE_FOR_THIS_QUERY", Evidence: web.Client, Source: codeTable}
	errFixedLine         = &web.Error{Code: 19, Status: 400, Text: "PHONE_NUMBER_IS_FIXED_LINE", Evidence: web.Client, Source: codeTable}
	errSenderCharacters  = &web.Error{Code: 20, Status: 400, Text: "INVALID_CHARACTERS_IN_SENDER", Evidence: web.Client, Source: codeTable}
	errSenderShort       = &web.Error{Code: 21, Status: 400, Text: "SENDER_TOO_SHORT", Evidence: web.Client, Source: codeTable}
	errSenderLong        = &web.Error{Code: 22, Status: 400, Text: "SENDER_TOO_LONG", Evidence: web.Client, Source: codeTable}
	errSenderNumeric     = &web.Error{Code: 23, Status: 400, Text: "FULL_NUMERIC_SENDER_NOT_ALLOWED", Evidence: web.Client, Source: codeTable}
	errNoContent         = &web.Error{Code: 30, Status: 400, Text: "NO_MESSAGE_CONTENT_PROVIDED", Evidence: web.Client, Source: codeTable}
	errCharacters        = &web.Error{Code: 31, Status: 400, Text: "INVALID_CHARACTERS_IN_MESSAGE", Evidence: web.Client, Source: codeTable}
	errTooLong           = &web.Error{Code: 32, Status: 400, Text: "MESSAGE_CONTENT_TOO_LONG", Evidence: web.Client, Source: codeTable}
	errCategory          = &web.Error{Code: 45, Status: 400, Text: "INVALID_CAMPAIGN_TAG", Evidence: web.Client, Source: codeTable}
	errDateFormat        = &web.Error{Code: 61, Status: 400, Text: "INVALID_DATE_FORMAT", Evidence: web.Client, Source: codeTable}
	errDate              = &web.Error{Code: 62, Status: 400, Text: "INVALID_SCHEDULED_DATE", Evidence: web.Client, Source: codeTable}
	errAccessDisabled    = &web.Error{Code: 70, Status: 403, Text: "API_ACCESS_DISABLED", Evidence: web.Client, Source: codeTable}
	errCredits           = &web.Error{Code: 71, Status: 400, Text: "INSUFFICIENT_CREDITS", Evidence: web.Client, Source: codeTable}
	errAuthentication    = &web.Error{Code: 72, Status: 401, Text: "AUTHENTICATION_FAILED", Evidence: web.Client, Source: codeTable}
	errInvalidJSON       = &web.Error{Code: 73, Status: 400, Text: "INVALID_JSON", Evidence: web.Client, Source: codeTable}
	errQuota             = &web.Error{Code: 76, Status: 400, Text: "QUOTA_EXCEEDED", Evidence: web.Client, Source: codeTable}
	errCountry           = &web.Error{Code: 90, Status: 400, Text: "COUNTRY_NOT_SUPPORTED", Evidence: web.Client, Source: codeTable}
	errInternational     = &web.Error{Code: 91, Status: 400, Text: "INTERNATIONAL_MODE_NEEDED", Evidence: web.Client, Source: codeTable}
	errBlocked           = &web.Error{Code: 92, Status: 403, Text: "BLOCKED_ACCOUNT", Evidence: web.Client, Source: codeTable}
	errUserNotFound      = &web.Error{Code: 93, Status: 403, Text: "USER_NOT_FOUND", Evidence: web.Client, Source: codeTable}
)

// catalogue lists every error once, by code: those of this file and those of the
// families that have a file of their own.
func catalogue() []web.Error {
	all := sendingErrors()
	all = append(all, contactErrors()...)
	all = append(all, campaignErrors()...)
	slices.SortStableFunc(all, func(a, b web.Error) int { return cmp.Compare(a.Code, b.Code) })
	return all
}

func sendingErrors() []web.Error {
	return []web.Error{
		*errNoNumber, *errNumberSyntax, *errUnsubscribed, *errUserBounce, *errGlobalBounce, *errNoMessageForQuery, *errFixedLine, *errSenderCharacters, *errSenderShort,
		*errSenderLong, *errSenderNumeric, *errNoContent, *errCharacters, *errTooLong, *errCategory, *errDateFormat, *errDate,
		*errAccessDisabled, *errCredits, *errAuthentication, *errInvalidJSON, *errQuota, *errCountry,
		*errInternational, *errBlocked, *errUserNotFound,
	}
}
