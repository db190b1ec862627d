package sandbox

import (
	"fmt"
	"strconv"
	"strings"
)

// Decimal is an exact amount in thousandths: 38 is 0.038. Providers count money
// and credits in three decimals at most, and floats would lose some.
type Decimal int64

// Whole is a Decimal of n units.
func Whole(n int64) Decimal { return Decimal(n * 1000) }

// ParseDecimal reads "12.5", "10225.119" or "-1": at most three decimals and
// fifteen digits before them.
func ParseDecimal(text string) (Decimal, error) {
	digits, negative := strings.CutPrefix(text, "-")
	whole, fraction, _ := strings.Cut(digits, ".")
	if len(whole) == 0 || len(whole) > 15 || len(fraction) > 3 || strings.HasSuffix(text, ".") {
		return 0, badDecimal(text)
	}
	thousandths, err := strconv.ParseUint(whole+(fraction + "000")[:3], 10, 63)
	if err != nil {
		return 0, badDecimal(text)
	}
	if negative {
		return -Decimal(thousandths), nil
	}
	return Decimal(thousandths), nil
}

func badDecimal(text string) error {
	return fmt.Errorf(`%q is no amount; write it like "12.500", with at most 3 decimals`, text)
}

// String has always three decimals: "10225.119", "0.900".
func (d Decimal) String() string {
	text := make([]byte, 0, 24)
	if d < 0 {
		text, d = append(text, '-'), -d
	}
	text = strconv.AppendInt(text, int64(d/1000), 10)
	return string(append(text, '.', '0'+byte(d/100%10), '0'+byte(d/10%10), '0'+byte(d%10)))
}

// MarshalJSON writes a number with as few decimals as it needs, but one at
// least: 0.038, 0.04, 1.0.
func (d Decimal) MarshalJSON() ([]byte, error) {
	text := strings.TrimRight(d.String(), "0")
	if strings.HasSuffix(text, ".") {
		text += "0"
	}
	return []byte(text), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Decimal) UnmarshalJSON(text []byte) (err error) {
	*d, err = ParseDecimal(string(text))
	return err
}

// Money is a Decimal that JSON carries as text with three decimals: "0.900".
type Money Decimal

// MarshalText writes the amount with three decimals.
func (m Money) MarshalText() ([]byte, error) { return []byte(Decimal(m).String()), nil }

// UnmarshalText reads an amount that is not negative.
func (m *Money) UnmarshalText(text []byte) error {
	amount, err := ParseDecimal(string(text))
	if err == nil && amount < 0 {
		err = fmt.Errorf("%q is negative; an account cannot owe", text)
	}
	*m = Money(amount)
	return err
}
