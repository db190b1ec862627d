package primotexto

import "github.com/fakesms/fakesms/emulator/internal/web"

// Why some errors cannot be had by a call of this API. A fault gives them.
const (
	onlyWebApplication = "only the web application can do what it refuses; a fault gives it"
	onlyInside         = "it tells of a failure inside the service; a fault gives it"
)

var (
	errCampaignName     = &web.Error{Code: 40, Status: 400, Text: "INVALID_CAMPAIGN_NAME", Evidence: web.Client, Source: codeTable}
	errCampaignTime     = &web.Error{Code: 41, Status: 400, Text: "INVALID_CAMPAIGN_PROGRAMMING_TIME", Evidence: web.Client, Source: codeTable}
	errNotDeletable     = &web.Error{Code: 42, Status: 400, Text: "CAMPAIGN_CANNOT_BE_DELETED", Evidence: web.Client, Source: codeTable, Unreachable: onlyWebApplication}
	errNotCancellable   = &web.Error{Code: 43, Status: 400, Text: "CAMPAIGN_CANNOT_BE_CANCELLED", Evidence: web.Client, Source: codeTable, Unreachable: onlyWebApplication}
	errFreeCampaigns    = &web.Error{Code: 44, Status: 400, Text: "FREE_MODE_CAMPAIGN_LIMIT_REACHED", Evidence: web.Client, Source: codeTable}
	errCategoryTaken    = &web.Error{Code: 46, Status: 400, Text: "TAG_ALREADY_EXISTS", Evidence: web.Client, Source: codeTable}
	errCampaignNotFound = &web.Error{Code: 47, Status: 404, Text: "CAMPAIGN_NOT_FOUND", Evidence: web.Client, Source: codeTable}
	errSendList         = &web.Error{Code: 48, Status: 400, Text: "INVALID_CAMPAIGN_SEND_LIST", Evidence: web.Client, Source: codeTable}
	errUserInfo         = &web.Error{Code: 94, Status: 400, Text: "USER_INFO_NOT_RETRIEVABLE", Evidence: web.Client, Source: codeTable, Unreachable: onlyInside}
	errAccountCreation  = &web.Error{Code: 95, Status: 400, Text: "UNABLE_TO_CREATE_ACCOUNT", Evidence: web.Client, Source: codeTable, Unreachable: onlyWebApplication}
	errAutoCampaign     = &web.Error{Code: 120, Status: 400, Text: "AUTO_INVALID_CAMPAIGN", Evidence: web.Client, Source: codeTable, Unreachable: onlyWebApplication}
	errAutoContact      = &web.Error{Code: 121, Status: 400, Text: "AUTO_INVALID_CONTACT", Evidence: web.Client, Source: codeTable, Unreachable: onlyWebApplication}
)

func campaignErrors() []web.Error {
	return []web.Error{
		*errCampaignName, *errCampaignTime, *errNotDeletable, *errNotCancellable, *errFreeCampaigns, *errCategoryTaken,
		*errCampaignNotFound, *errSendList, *errUserInfo, *errAccountCreation, *errAutoCampaign, *errAutoContact,
	}
}
