package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/fakesms/fakesms/emulator"
)

func quirks(_ context.Context, p process, flags *flag.FlagSet, args []string) error {
	if _, err := parse(flags, args, 0); err != nil {
		return err
	}
	all, err := emulator.Quirks()
	if err != nil {
		return err
	}
	table := "| quirk | values, default first | why |\n|---|---|---|\n"
	for _, q := range all {
		table += fmt.Sprintf("| `%s` | %s | %s |\n", q.Name, strings.Join(q.Values, ", "), q.Why)
	}
	_, err = io.WriteString(p.stdout, table)
	return err
}

// readQuirks reads name=value pairs.
func readQuirks(pairs []string) (map[string]string, error) {
	chosen := map[string]string{}
	for _, pair := range pairs {
		name, value, found := strings.Cut(pair, "=")
		if !found {
			return nil, fmt.Errorf("--quirk %q: write it NAME=VALUE; see fakesms quirks", pair)
		}
		chosen[name] = value
	}
	return chosen, nil
}
