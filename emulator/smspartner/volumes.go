package smspartner

import (
	"strings"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// wish is how many people are wanted at a place.
type wish struct {
	code   string
	volume int64
}

// readVolumes reads {"60200": 20}, as documented, or the rows of an answer,
// [{"Type": "CP", "Localite": "60200", "Volume": 20}]: only these can lack what
// the table of errors says may be missing (assumed).
func readVolumes(value *web.Value) ([]wish, error) {
	if items, isList := value.List(); isList {
		return readRows(items)
	}
	volumes, isObject := value.Object()
	if !isObject || len(volumes.Names()) == 0 {
		return nil, errNoVolume
	}
	names := volumes.Names()
	if len(names) > maxPlaces {
		return nil, errNoResult
	}
	wishes := make([]wish, len(names))
	for i, name := range names {
		var err error
		if wishes[i], err = readWish(name, volumes.Get(name)); err != nil {
			return nil, err
		}
	}
	return wishes, nil
}

func readRows(items []*web.Value) ([]wish, error) {
	switch {
	case len(items) == 0:
		return nil, errNoVolume
	case len(items) > maxPlaces:
		return nil, errNoResult
	}
	var wishes []wish
	for _, item := range items {
		row, isObject := item.Object()
		if !isObject || row.Text("Type") == "" {
			return nil, errNoPlaceType
		}
		wanted, err := readWish(row.Text("Localite"), row.Get("Volume"))
		if err != nil {
			return nil, err
		}
		if wanted.code != "TOTAL" { // the last row of an answer
			wishes = append(wishes, wanted)
		}
	}
	if len(wishes) == 0 {
		return nil, errNoVolume
	}
	return wishes, nil
}

func readWish(code string, volume *web.Value) (wish, error) {
	wanted, whole := volume.Int()
	switch {
	case code == "":
		return wish{}, errNoPlace
	case !whole || wanted <= 0:
		return wish{}, errNoVolume
	}
	return wish{strings.ToUpper(code), wanted}, nil
}
