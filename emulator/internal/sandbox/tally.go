package sandbox

// tally counts by state. There are few, so looking at each is quicker than a map.
type tally []stateCount

type stateCount struct {
	state string
	count int64
}

func (t *tally) add(state string, n int64) {
	for i := range *t {
		if (*t)[i].state == state {
			(*t)[i].count += n
			return
		}
	}
	*t = append(*t, stateCount{state, n})
}

func (t tally) of(state string) int64 {
	for _, one := range t {
		if one.state == state {
			return one.count
		}
	}
	return 0
}
