package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/fakesms/fakesms/emulator"
)

func listErrors(ctx context.Context, p process, flags *flag.FlagSet, args []string) error {
	if _, err := parse(flags, args, 0); err != nil {
		return err
	}
	all, err := emulator.Errors()
	if err != nil {
		return err
	}
	ways, err := playContracts(ctx)
	if err != nil {
		return err
	}
	return printErrors(p.stdout, all, ways)
}

// printErrors writes the table that also stands in the README.
func printErrors(out io.Writer, all []emulator.Error, ways ways) error {
	table := "| provider | code | text | HTTP | evidence | how to get it |\n|---|---|---|---|---|---|\n"
	for _, e := range all {
		how := "`" + ways.to(e) + "`"
		if e.Unreachable != "" {
			how = "not reachable: " + e.Unreachable
		}
		table += fmt.Sprintf("| %s | %d | %s | %d | %s | %s |\n",
			e.Provider, e.Code, e.Text, e.Status, e.Evidence, strings.ReplaceAll(how, "|", `\|`))
	}
	_, err := io.WriteString(out, table)
	return err
}
