package main

import (
	"flag"
	"fmt"
	"strconv"
	"strings"
)

// list is a flag that may be given several times. The first one replaces what
// the environment said.
type list struct {
	values   []string
	standing bool // the values are the environment's
}

func (l *list) String() string { return strings.Join(l.values, ",") }

func (l *list) Set(value string) error {
	if l.standing {
		*l = list{}
	}
	l.values = append(l.values, value)
	return nil
}

// limit is a whole number from 1 on.
type limit int

func (l *limit) String() string { return strconv.Itoa(int(*l)) }

func (l *limit) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return fmt.Errorf("it is a whole number, at least 1")
	}
	*l = limit(n)
	return nil
}

// fromEnvironment sets flags from FAKESMS_<NAME>, before the command line is
// read. A variable holds a list with commas.
func fromEnvironment(flags *flag.FlagSet, getenv func(string) string) error {
	var err error
	flags.VisitAll(func(f *flag.Flag) {
		name := "FAKESMS_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value := getenv(name)
		if value == "" || err != nil {
			return
		}
		if several, isList := f.Value.(*list); isList {
			*several = list{values: strings.Split(value, ","), standing: true}
			return
		}
		if wrong := f.Value.Set(value); wrong != nil {
			err = misused("%s=%q: %w", name, value, wrong)
		}
	})
	return err
}
