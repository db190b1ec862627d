package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/fakesms/fakesms/emulator"
)

func countCommand(p process) *cli.Command {
	return &cli.Command{
		Name:      "count",
		Usage:     "encoding and parts of a text, and what each provider makes of it",
		ArgsUsage: "TEXT (- reads standard input)",
		Flags:     []cli.Flag{&cli.BoolFlag{Name: "json", Usage: "print JSON"}},
		Action: func(_ context.Context, c *cli.Command) error {
			if c.Args().Len() != 1 {
				return errors.New("count takes one text; quote it, or give - and write it to standard input")
			}
			text := c.Args().First()
			if text == "-" {
				all, err := io.ReadAll(p.stdin)
				if err != nil {
					return err
				}
				text = string(all)
			}
			return printCount(p.stdout, emulator.CountText(text), c.Bool("json"))
		},
	}
}

func printCount(out io.Writer, count emulator.Count, asJSON bool) error {
	if asJSON {
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(count)
	}
	units := map[string]string{"gsm7": "septets", "ucs2": "UTF-16 code units"}[count.Encoding]
	refused := "takes it"
	if len(count.Primotexto.Refused) > 0 {
		refused = "refuses it (code 31) for: " + strings.Join(count.Primotexto.Refused, " ")
	}
	_, err := fmt.Fprintf(out, "%s, %d %s, %d part(s)\nSMS Partner sends %d part(s): %s\nPrimotexto %s\n",
		count.Encoding, count.Units, units, count.Parts, count.SMSPartner.Parts, count.SMSPartner.Text, refused)
	return err
}
