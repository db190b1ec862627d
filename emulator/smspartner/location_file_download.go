package smspartner

import (
	"bytes"
	"encoding/csv"
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/sms"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// locationFileDownload is GET /v1/location/file/download. No copy of its page
// goes on to the answer: that it is a CSV file, to be had once, is assumed; its
// errors are those of the table.
func (p *provider) locationFileDownload(c *web.Call) (any, error) {
	token := c.Text("token")
	if token == "" {
		return nil, errNoRequestToken
	}
	found := dataOf(c.Account).Rentals.find(token)
	if found == nil {
		return nil, errNoRequest
	}
	switch found.state(c.Account.Now()) {
	case rentalOrdered:
		return nil, errNoFile
	case rentalUnderWay:
		return nil, errFileUnderWay
	case rentalFailed:
		return nil, errRentalFailed
	case rentalDownloaded:
		return nil, errFileUsed
	}
	found.Downloaded = true
	return web.File{Name: "location-" + found.Token + ".csv", ContentType: "text/csv", Body: found.file(c.Account)}, nil
}

// file is made from the order alone: the same order has the same people.
func (r *rental) file(account *sandbox.Account) []byte {
	var out bytes.Buffer
	rows := csv.NewWriter(&out) // into memory, so its errors are none
	rows.Comma = ';'
	_ = rows.Write([]string{"phone", "firstname", "lastname", "zipcode"})
	made := newMaker(account.Seed("rented", r.Number))
	lines := strings.Split(strings.TrimSpace(people), "\n")
	phone := r.FirstPhone
	for _, here := range r.Places {
		for range here.Wanted {
			number := sms.Fiction(100 + phone%maxRented)
			first, last := made.names(lines)
			_ = rows.Write([]string{number, first, last, here.zipOf(made.digits(3))})
			phone++
		}
	}
	rows.Flush()
	return out.Bytes()
}
