package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
)

// process is everything the program takes from the world.
type process struct {
	args   []string
	getenv func(string) string
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
}

// command is one thing that the program does.
type command struct {
	name, arguments, usage string
	run                    func(ctx context.Context, p process, flags *flag.FlagSet, args []string) error
}

func commands() []command {
	return []command{
		{"serve", "", "start the server; every flag has an environment variable FAKESMS_<NAME>", serve},
		{"health", "[URL]", "exit 0 when the server is ready", health},
		{"routes", "", "list the emulated endpoints, and what their answers rest on", routes},
		{"errors", "", "list every error, and the request that gives it (found by playing the contracts)", listErrors},
		{"numbers", "", "list the numbers that belong to no handset and have a fate", numbers},
		{"quirks", "", "list the readings that serve --quirk NAME=VALUE chooses where the evidence conflicts", quirks},
		{"count", "TEXT", "encoding and parts of a text, and what each provider makes of it; - reads standard input", count},
		{"version", "", "print the version", printVersion},
	}
}

// misuse is a command line that cannot be understood.
type misuse struct{ error }

func misused(format string, values ...any) error { return misuse{fmt.Errorf(format, values...)} }

// run carries out one command line and returns the exit code: 0 for success, 1
// for failure, 2 for a command line that cannot be understood.
func run(ctx context.Context, p process) int {
	err := dispatch(ctx, p, withServe(p.args))
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return 0
	}
	fmt.Fprintln(p.stderr, "fakesms:", err)
	if errors.As(err, new(misuse)) {
		return 2
	}
	return 1
}

// withServe gives the arguments behind the program's name, with the command that
// may be left out.
func withServe(args []string) []string {
	args = args[min(1, len(args)):]
	if len(args) > 0 && (!strings.HasPrefix(args[0], "-") || args[0] == "-h" || args[0] == "--help") {
		return args
	}
	return append([]string{"serve"}, args...)
}

func dispatch(ctx context.Context, p process, args []string) error {
	if args[0] == "-h" || args[0] == "--help" || args[0] == "help" {
		return help(p.stdout)
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(ctx, p, newFlags(p, c), args[1:])
		}
	}
	return misused("there is no command %q; see fakesms --help", args[0])
}

func help(out io.Writer) error {
	text := "fakesms is a local SMS Partner and Primotexto.\n\nfakesms [serve] [flags]\n"
	for _, c := range commands()[1:] {
		text += strings.TrimRight(fmt.Sprintf("fakesms %s %s", c.name, c.arguments), " ") + "\n\t" + c.usage + "\n"
	}
	_, err := io.WriteString(out, text+"\nfakesms COMMAND --help shows a command's flags.\n")
	return err
}

// newFlags makes a command's flag set, which shows its usage on --help alone.
func newFlags(p process, c command) *flag.FlagSet {
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {
		fmt.Fprintf(p.stdout, "fakesms %s %s\n\t%s\n", c.name, c.arguments, c.usage)
		flags.SetOutput(p.stdout)
		flags.PrintDefaults()
		flags.SetOutput(io.Discard)
	}
	return flags
}

// parse reads flags and up to a number of arguments, in any order.
func parse(flags *flag.FlagSet, args []string, most int) ([]string, error) {
	usage := flags.Usage
	var rest []string
	for len(args) > 0 {
		flags.Usage = func() {} // only --help shows it, not every mistake
		if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
			usage()
			return nil, err
		} else if err != nil {
			return nil, misuse{err}
		}
		if args = flags.Args(); len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	if len(rest) > most {
		return nil, misused("%s does not take %q; see fakesms %s --help", flags.Name(), rest[most], flags.Name())
	}
	return rest, nil
}

func printVersion(_ context.Context, p process, flags *flag.FlagSet, args []string) error {
	if _, err := parse(flags, args, 0); err != nil {
		return err
	}
	_, err := fmt.Fprintln(p.stdout, "fakesms", version())
	return err
}

// version is the module's, as the build recorded it; "dev" for a working tree.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "dev"
	}
	return info.Main.Version
}
