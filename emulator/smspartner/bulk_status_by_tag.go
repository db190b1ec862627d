package smspartner

import "github.com/fakesms/fakesms/emulator/internal/web"

// tagPage is how many items a page of bulk-status-by-tag has (assumed).
const tagPage = 500

type tagStatusAnswer struct {
	ok
	CurrentPage int        `json:"currentPage"` // from 1
	Total       int        `json:"total"`       // items on all pages
	List        []bulkItem `json:"StatutResponse_List"`
}

// bulkStatusByTag is GET /v1/bulk-status-by-tag: all messages with a tag. The
// page repeats code 3 and its text from bulk-status for a missing tag.
func (p *provider) bulkStatusByTag(c *web.Call) (any, error) {
	tag := c.Text("tag")
	if tag == "" {
		return nil, errNoMessageID
	}
	page, err := readPage(c)
	if err != nil {
		return nil, err
	}
	messages := c.Account.Messages.Tagged(tag)
	if len(messages) == 0 {
		return nil, errNoMessage
	}
	from := min((page-1)*tagPage, len(messages))
	to := min(from+tagPage, len(messages))
	return tagStatusAnswer{
		ok: success(), CurrentPage: page, Total: len(messages), List: bulkItems(c.Account, messages[from:to]),
	}, nil
}
