package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/fakesms/fakesms/emulator"
)

func quirksCommand(p process) *cli.Command {
	return &cli.Command{
		Name:  "quirks",
		Usage: "list the readings that serve --quirk NAME=VALUE chooses where the evidence conflicts",
		Action: func(context.Context, *cli.Command) error {
			quirks, err := emulator.Quirks()
			if err != nil {
				return err
			}
			table := "| quirk | values, default first | why |\n|---|---|---|\n"
			for _, q := range quirks {
				table += fmt.Sprintf("| `%s` | %s | %s |\n", q.Name, strings.Join(q.Values, ", "), q.Why)
			}
			_, err = io.WriteString(p.stdout, table)
			return err
		},
	}
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
