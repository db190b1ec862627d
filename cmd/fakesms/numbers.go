package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"github.com/fakesms/fakesms/emulator"
)

func numbers(_ context.Context, p process, flags *flag.FlagSet, args []string) error {
	if _, err := parse(flags, args, 0); err != nil {
		return err
	}
	table := "| number | fate |\n|---|---|\n"
	for _, number := range emulator.FictionNumbers() {
		table += fmt.Sprintf("| %s | %s |\n", number.E164, number.Fate)
	}
	_, err := io.WriteString(p.stdout, table)
	return err
}
