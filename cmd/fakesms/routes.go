package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/urfave/cli/v3"

	"github.com/fakesms/fakesms/emulator"
)

func routesCommand(p process) *cli.Command {
	return &cli.Command{
		Name:  "routes",
		Usage: "list the emulated endpoints, and what their answers rest on",
		Action: func(context.Context, *cli.Command) error {
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
		},
	}
}
