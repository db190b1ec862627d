package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// What lists, fields, contacts, imports and blacklists are refused with. Which
// limits lie behind codes 17 and 74 is assumed, and when 1000 comes.
var (
	errNumberExists  = &web.Error{Code: 15, Status: 400, Text: "NUMBER_ALREADY_EXISTS", Evidence: web.Client, Source: codeTable}
	errTooManyFields = &web.Error{Code: 17, Status: 400, Text: "TOO_MANY_FIELDS_SELECTED", Evidence: web.Client, Source: codeTable}
	errFileTooLarge  = &web.Error{Code: 18, Status: 400, Text: "FILE_TOO_LARGE", Evidence: web.Client, Source: codeTable}
	errListNotFound  = &web.Error{Code: 60, Status: 404, Text: "LIST_NOT_FOUND", Evidence: web.Client, Source: codeTable}
	errPostLimit     = &web.Error{Code: 74, Status: 400, Text: "CONTACTS_POST_LIMIT_REACHED", Evidence: web.Client, Source: codeTable}
	errNoIdentifiers = &web.Error{Code: 75, Status: 400, Text: "IDENTIFIERS_COLUMN_NOT_FOUND", Evidence: web.Client, Source: codeTable}
	errUnknown       = &web.Error{Code: 1000, Status: 400, Text: "UNKNOWN_ERROR", Evidence: web.Client, Source: codeTable}
)

func contactErrors() []web.Error {
	return []web.Error{
		*errNumberExists, *errTooManyFields, *errFileTooLarge, *errListNotFound, *errPostLimit, *errNoIdentifiers, *errUnknown,
	}
}
