package sandbox

import "slices"

// Fault spoils the answers to the next requests that match it.
type Fault struct {
	ID    int64      `json:"id"`
	Match FaultMatch `json:"match"`
	After int        `json:"after"` // matching requests still to let pass
	Times int        `json:"times"` // answers to spoil
	Left  int        `json:"left"`  // of them
	Do    FaultAct   `json:"do"`
}

// FaultMatch says which requests a fault is for; what is empty matches all.
type FaultMatch struct {
	Endpoint string        `json:"endpoint,omitempty"` // "send", or "*"
	Method   string        `json:"method,omitempty"`
	To       NumberPattern `json:"to,omitempty"` // one of the request's recipients
}

// FaultAct is what a fault does: one of its members, or a delay alone, or both.
// Code, status and HTML come in the place of an answer, and nothing is carried
// out; the others spoil the answer to what was.
type FaultAct struct {
	Code        int    `json:"code,omitempty"`   // of the provider's catalogue
	Status      int    `json:"status,omitempty"` // HTTP
	Body        string `json:"body,omitempty"`   // of that status; else the provider's error shape
	ContentType string `json:"contentType,omitempty"`
	Close       string `json:"close,omitempty"` // "before" the answer, or in its "middle"
	Truncate    *int   `json:"truncate,omitempty"`
	HTML        bool   `json:"html,omitempty"`        // a gateway's error page, status 502
	NoMessageID bool   `json:"noMessageId,omitempty"` // a success without the id
	Delay       Delay  `json:"delay,omitempty"`       // wall time
}

// Faults are an account's, oldest first.
type Faults struct {
	nextID int64
	list   []*Fault
}

// All are the faults, the spent ones too, oldest first.
func (f *Faults) All() []Fault {
	all := make([]Fault, len(f.list))
	for i, fault := range f.list {
		all[i] = *fault
	}
	return all
}

// Add takes a fault in and gives it its id; false if there are too many. Those
// that are spent make room.
func (f *Faults) Add(fault Fault) (Fault, bool) {
	if len(f.list) >= MaxRules {
		f.list = slices.DeleteFunc(f.list, func(one *Fault) bool { return one.Left == 0 })
	}
	if len(f.list) >= MaxRules {
		return fault, false
	}
	fault.ID, fault.Left = f.nextID, fault.Times
	f.nextID++
	f.list = append(f.list, &fault)
	return fault, true
}

// Delete takes the fault with an id out; false if there is none.
func (f *Faults) Delete(id int64) bool {
	before := len(f.list)
	f.list = slices.DeleteFunc(f.list, func(fault *Fault) bool { return fault.ID == id })
	return len(f.list) < before
}

// Strike counts a request against the faults that match it and returns the
// oldest one that acts on it, nil if none does. The request's numbers are asked
// for only if a fault looks at them.
func (f *Faults) Strike(endpoint, method string, numbers func() []string) *Fault {
	var acting *Fault
	for _, fault := range f.list {
		if fault.Left == 0 || acting != nil && fault.After == 0 || !fault.Match.matches(endpoint, method, numbers) {
			continue
		}
		if fault.After > 0 {
			fault.After--
			continue
		}
		fault.Left--
		acting = fault
	}
	return acting
}

func (m *FaultMatch) matches(endpoint, method string, numbers func() []string) bool {
	switch {
	case m.Endpoint != "" && m.Endpoint != "*" && m.Endpoint != endpoint:
		return false
	case m.Method != "" && m.Method != method:
		return false
	}
	return m.To == "" || slices.ContainsFunc(numbers(), m.To.Matches)
}
