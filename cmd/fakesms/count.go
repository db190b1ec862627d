package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/fakesms/fakesms/emulator"
)

func count(_ context.Context, p process, flags *flag.FlagSet, args []string) error {
	asJSON := flags.Bool("json", false, "print JSON")
	texts, err := parse(flags, args, 1)
	if err != nil {
		return err
	}
	if len(texts) == 0 {
		return misused("count takes one text; quote it, or give - and write it to standard input")
	}
	text := texts[0]
	if text == "-" {
		all, err := io.ReadAll(p.stdin)
		if err != nil {
			return err
		}
		text = string(all)
	}
	return printCount(p.stdout, emulator.CountText(text), *asJSON)
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
