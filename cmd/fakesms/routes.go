package main

import (
	"context"
	"flag"
	"fmt"
	"text/tabwriter"

	"github.com/fakesms/fakesms/emulator"
)

func routes(_ context.Context, p process, flags *flag.FlagSet, args []string) error {
	if _, err := parse(flags, args, 0); err != nil {
		return err
	}
	routes, err := emulator.Routes()
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "PROVIDER\tMETHOD\tPATH\tEVIDENCE\tDOCUMENTATION")
	for _, r := range routes {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", r.Provider, r.Method, r.Path, r.Evidence, r.Documentation)
	}
	return table.Flush()
}
