package smspartner

import (
	"slices"
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// optinAnswer has no code. The only published one is that of price; the token in
// that of rent is assumed, for location/status wants one.
type optinAnswer struct {
	Success bool        `json:"success"`
	Op      string      `json:"op"`
	Token   string      `json:"token,omitempty"`
	Datas   []optinData `json:"datas"`
	Cost    optinCost   `json:"cost"`
}

type optinData struct {
	Type   string `json:"Type"` // "CP", "DEP", "total"
	Place  string `json:"Localite"`
	Volume int64  `json:"Volume"` // available for calcul, wanted for price and rent
}

type optinCost struct {
	Quantity int64  `json:"quantity"`
	Total    amount `json:"total"`
	Each     amount `json:"cost_unity"`
}

// locationOptin is POST /v1/location/optin: how many people can be rented
// (calcul), what some of them cost (price), or the order itself (rent). What is
// wrong is found in the order of the codes, money last (assumed).
func (p *provider) locationOptin(c *web.Call) (any, error) {
	op, parameters, err := readOp(c)
	if err != nil {
		return nil, err
	}
	asked, err := readTargeting(parameters)
	if err != nil {
		return nil, err
	}
	found, quantity := asked.places(c.Account)
	if quantity == 0 {
		return nil, errNoResult
	}
	volumes := parameters.Get("volumes")
	if beside := c.Get("volumes"); volumes == nil {
		volumes = beside // as the sample has it; the table puts it among the parameters
	}
	answer := optinAnswer{Success: true, Op: op}
	if op != "calcul" {
		wishes, err := readVolumes(volumes)
		if err != nil {
			return nil, err
		}
		if found, quantity, err = asked.order(c.Account, wishes); err != nil {
			return nil, err
		}
	}
	cost := priceContact * sandbox.Decimal(quantity)
	if op == "rent" {
		if err := settingsOf(c.Account).spend(cost); err != nil {
			return nil, p.creditShape(err, c.Account)
		}
		answer.Token = dataOf(c.Account).Rentals.add(c.Account, asked, found, quantity).Token
	}
	answer.Datas = rows(found, quantity, op == "calcul")
	answer.Cost = optinCost{Quantity: quantity, Total: amount(cost), Each: amount(priceContact)}
	return answer, nil
}

// readOp reads what is to be done. What urlNotification would be told is not
// known: it is only looked at.
func readOp(c *web.Call) (op string, parameters *web.Fields, err error) {
	parameters, isObject := c.Get("parameters").Object()
	op = strings.ToLower(c.Text("op")) // a page has capitals
	switch {
	case !isObject:
		return "", nil, errNoParameters
	case op == "":
		return "", nil, errNoOp
	case web.CheckURL("urlNotification", c.Text("urlNotification")) != nil,
		web.CheckURL("urlNotification", parameters.Text("urlNotification")) != nil:
		return "", nil, errNotificationURL
	case !slices.Contains([]string{"calcul", "price", "rent"}, op):
		return "", nil, errOp
	}
	return op, parameters, nil
}

// rows are the places and the sum of them.
func rows(places []locality, total int64, available bool) []optinData {
	var all []optinData
	for _, here := range places {
		row := optinData{Type: here.kind(), Place: here.Code, Volume: here.Wanted}
		if available {
			row.Volume = here.Available
		}
		all = append(all, row)
	}
	return append(all, optinData{Type: "total", Place: "total", Volume: total})
}
