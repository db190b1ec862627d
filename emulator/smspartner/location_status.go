package smspartner

import (
	"strconv"
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// rentalStatus has no code, and the page's codes of states nowhere.
type rentalStatus struct {
	Success  bool           `json:"success"`
	Token    string         `json:"token"`
	Status   string         `json:"status"`
	Location rentalLocation `json:"location"`
	File     rentalFile     `json:"file"`
}

type rentalLocation struct {
	Sex      string         `json:"sexe"` // a word
	MinAge   int64          `json:"minAge"`
	MaxAge   int64          `json:"maxAge"`
	Zipcode  string         `json:"zipcode"`
	Interest string         `json:"interest"` // text, while category is a number
	Category int64          `json:"category"` // 0 for none is assumed
	Details  []rentalDetail `json:"details_localisation"`
	Cost     rentalCost     `json:"cost"`
}

// rentalDetail has other names than the rows of location/optin, and texts only.
type rentalDetail struct {
	Type     string `json:"Type"`
	Location string `json:"Location"`
	Wanted   int64  `json:"VolumeDesired,string"`
	Volume   int64  `json:"Volume,string"`
}

type rentalCost struct {
	Quantity int64         `json:"quantity"`
	Total    sandbox.Money `json:"total"`
	Each     sandbox.Money `json:"cost_unity"`
}

type rentalFile struct {
	PhoneNumbers int64 `json:"phoneNumbers,string"` // 0 until there is a file (assumed)
}

// locationStatus is GET /v1/location/status.
func (p *provider) locationStatus(c *web.Call) (any, error) {
	token := c.Text("token")
	if token == "" {
		return nil, errNoRentalToken
	}
	found := dataOf(c.Account).Rentals.find(token)
	if found == nil {
		return nil, errNoRental
	}
	asked := &found.Target
	answer := rentalStatus{Success: true, Token: found.Token, Location: rentalLocation{
		Sex: map[string]string{"m": "mixte", "h": "homme", "f": "femme"}[asked.Sex], MinAge: asked.MinAge, MaxAge: asked.MaxAge,
		Zipcode: strings.Join(asked.Zipcodes, ","), Category: asked.Category, Details: make([]rentalDetail, len(found.Places)),
		Cost: rentalCost{
			Quantity: found.Quantity, Total: sandbox.Money(priceContact) * sandbox.Money(found.Quantity), Each: sandbox.Money(priceContact),
		},
	}}
	if asked.Interest != 0 {
		answer.Location.Interest = strconv.FormatInt(asked.Interest, 10)
	}
	for i, here := range found.Places {
		answer.Location.Details[i] = rentalDetail{strings.ToLower(here.kind()), here.Code, here.Wanted, here.Available}
	}
	state := found.state(c.Account.Now())
	answer.Status = state.sentence()
	if state == rentalReady || state == rentalDownloaded {
		answer.File.PhoneNumbers = found.Quantity
	}
	return answer, nil
}

// sentence is English like the only published one, the last; the others are our
// translations of the page's table.
func (s rentalState) sentence() string {
	switch s {
	case rentalOrdered:
		return "Location requested"
	case rentalUnderWay:
		return "File being created"
	case rentalReady:
		return "File ready to download"
	case rentalFailed:
		return "Location request failed"
	}
	return "File downloaded by user from api"
}
