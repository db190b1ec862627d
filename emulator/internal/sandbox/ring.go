package sandbox

// ring keeps the newest items and counts what it dropped. Once it is full it
// writes over the oldest, so that keeping costs no more allocation.
type ring[T any] struct {
	limit   int
	items   []T
	oldest  int // where it is, once the ring is full
	dropped int64
}

// push takes an item in. When the ring was full it returns the one that went.
func (r *ring[T]) push(item T) (gone T, full bool) {
	if len(r.items) < r.limit {
		r.items = append(r.items, item)
		return gone, false
	}
	gone = r.items[r.oldest]
	r.items[r.oldest] = item
	r.oldest = (r.oldest + 1) % r.limit
	r.dropped++
	return gone, true
}

// settle lets the ring grow no more; it keeps one item at least.
func (r *ring[T]) settle() { r.limit = max(len(r.items), 1) }

// at is the item at a place, 0 for the oldest.
func (r *ring[T]) at(place int) T {
	return r.items[(r.oldest+place)%len(r.items)]
}

// between copies a run of items, oldest first.
func (r *ring[T]) between(from, to int) []T {
	items := make([]T, 0, to-from)
	for place := from; place < to; place++ {
		items = append(items, r.at(place))
	}
	return items
}
