package courier

import "slices"

// places is how many attempts may run at the same time.
const places = 64

// turns decides which parcel goes next. Each host has a queue, first come first
// served, and hosts with something queued take turns. A host may start another
// attempt only while it has fewer running than there are free places: alone it
// gets half of them, and the slower the receivers, the more room they leave to
// the others.
type turns struct {
	running int
	hosts   map[string]*host // those with something running or queued
	waiting []*host          // those with something queued, in the order of their turns
}

// host is one receiver, known by its name and port.
type host struct {
	name    string
	running int
	queue   []Parcel
}

func (t *turns) add(name string, p Parcel) {
	h := t.hosts[name]
	if h == nil {
		h = &host{name: name}
		t.hosts[name] = h
	}
	if len(h.queue) == 0 {
		t.waiting = append(t.waiting, h)
	}
	h.queue = append(h.queue, p)
}

// next starts the attempt whose turn it is; the host is nil if none may start.
func (t *turns) next() (*host, Parcel) {
	free := places - t.running
	if free == 0 {
		return nil, Parcel{} // or all who wait would be looked at in vain
	}
	// A host that is passed over has something running, so there are few of them.
	i := slices.IndexFunc(t.waiting, func(h *host) bool { return h.running < free })
	if i < 0 {
		return nil, Parcel{}
	}
	h := t.waiting[i]
	t.waiting = slices.Delete(t.waiting, i, i+1)
	parcel := h.queue[0]
	h.queue[0] = Parcel{} // lets go of the body
	h.queue = h.queue[1:]
	if len(h.queue) > 0 {
		t.waiting = append(t.waiting, h)
	}
	h.running++
	t.running++
	return h, parcel
}

// end takes note that an attempt of a host has ended.
func (t *turns) end(h *host) {
	h.running--
	t.running--
	if h.running == 0 && len(h.queue) == 0 {
		delete(t.hosts, h.name)
	}
}
