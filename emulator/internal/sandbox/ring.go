package sandbox

// ring keeps the newest items, oldest first, and counts what it dropped.
type ring[T any] struct {
	limit   int
	items   []T
	dropped int64
}

// push appends an item. When the ring was full it returns the one that went.
func (r *ring[T]) push(item T) (gone T, full bool) {
	r.items = append(r.items, item)
	if len(r.items) <= r.limit {
		return gone, false
	}
	gone = r.items[0]
	var none T
	r.items[0] = none // append reallocates at times; until then nothing may hold on to it
	r.items = r.items[1:]
	r.dropped++
	return gone, true
}
