package smspartner

import (
	"slices"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// pageError is the error that an endpoint answers with a code, where other pages
// give that code to something else; nil where there is none such. Errors whose
// source is the endpoint's own page are found without it.
func pageError(endpoint string, code int) *web.Error {
	all := pageErrors(endpoint)
	at := slices.IndexFunc(all, func(e *web.Error) bool { return e.Code == code })
	if at < 0 {
		return nil
	}
	return all[at]
}

func pageErrors(endpoint string) []*web.Error {
	switch endpoint {
	case "vn/send":
		return []*web.Error{errNoNumber, errNoVirtual}
	case "message-status":
		return []*web.Error{errNotMobile}
	case "multi-status":
		return []*web.Error{errEmptyList, errFormat}
	case "bulk-status-by-tag", "statistics/cost-resume", "subaccount/list":
		return []*web.Error{errFormat}
	case "stop-sms/add":
		return []*web.Error{errNoNumber}
	case "subaccount/remove", "subaccount/delete":
		return []*web.Error{errNoToken, errNoSubToRemove}
	case "subaccount/credit/add", "subaccount/credit/remove":
		return []*web.Error{
			errNoCreditGiven, errNoSubAccount, errNotYourCredit, errCreditGiven, errEmptyBalance, errUnknownSub, errNotEnough,
		}
	case "hlr/notify":
		return []*web.Error{errNoNumber, errNoComma, errNoHLRPrice, errNobody}
	case "lookup":
		return []*web.Error{errNoNumber, errNoComma}
	case "location/optin":
		return rentalErrors()
	case "location/status":
		return []*web.Error{errNoRentalToken, errNoRental}
	case "location/file/download":
		return []*web.Error{errNoRequestToken, errNoRequest}
	case "group/delete", "groupe/delete":
		return []*web.Error{errNoGroupID, errNoGroup}
	case "contact/add":
		return []*web.Error{errNoGroupID, errNoInfo, errBadStop, errInGroup, errNoGroup}
	case "contact/list":
		return []*web.Error{errNoGroupID, errFormat, errNoGroup}
	case "contact/update":
		return []*web.Error{errNoContactID, errNoInfo, errBadStop, errInGroup, errNoContact}
	case "contact/delete", "contact/detail":
		return []*web.Error{errNoContactID, errNoContact}
	}
	return nil
}

// rentalErrors are those of an order. Code 11 is not among them: it is that of all
// pages.
func rentalErrors() []*web.Error {
	return []*web.Error{
		errNoParameters, errNoOp, errNotificationURL, errOp, errNoSex, errSex, errNoMinAge, errMinAge, errNoMaxAge, errMaxAge,
		errInterest, errEmptyInterest, errEmptySubInterest, errSubInterest, errNoInterest, errEmptyCategory, errCategory,
		errNoPlaceType, errNoPlace, errNoVolume, errPlaceVolume, errTotalVolume, errNoResult,
	}
}
