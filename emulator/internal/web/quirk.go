package web

// Quirk is a named switch for a point on which the evidence conflicts: two
// readings that are both in real use.
type Quirk struct {
	Name   string   // "provider.what"
	Values []string // the first is the default
	Why    string   // the evidence for each
}

// Chosen is the reading that was asked for, or the default.
func (q Quirk) Chosen(chosen map[string]string) string {
	if value := chosen[q.Name]; value != "" {
		return value
	}
	return q.Values[0]
}
