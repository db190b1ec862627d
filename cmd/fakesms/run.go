package main

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/urfave/cli/v3"
)

// process is everything the program takes from the world.
type process struct {
	args   []string
	getenv func(string) string
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
}

// run carries out one command line and returns the exit code: 0 for success, 1
// for failure, 2 for a command line that cannot be understood.
func run(ctx context.Context, p process) int {
	misused := false
	root := &cli.Command{
		Name:      "fakesms",
		Usage:     "a local SMS Partner and Primotexto",
		UsageText: "fakesms [serve] [flags]\nfakesms COMMAND [arguments]",
		Writer:    p.stdout,
		ErrWriter: p.stderr,
		Commands: []*cli.Command{
			serveCommand(p), healthCommand(p), routesCommand(p), errorsCommand(p), quirksCommand(p),
			countCommand(p), versionCommand(p),
		},
		Action: func(_ context.Context, c *cli.Command) error {
			misused = true
			return fmt.Errorf("there is no command %q; see fakesms --help", c.Args().First())
		},
		ExitErrHandler: func(context.Context, *cli.Command, error) {}, // only main exits
	}
	for _, command := range append(root.Commands, root) {
		command.OnUsageError = func(_ context.Context, _ *cli.Command, err error, _ bool) error {
			misused = true
			return err
		}
	}
	err := root.Run(ctx, withServe(p.args))
	if err == nil {
		return 0
	}
	fmt.Fprintln(p.stderr, "fakesms:", err)
	if misused {
		return 2
	}
	return 1
}

// withServe puts in the command that may be left out.
func withServe(args []string) []string {
	if len(args) > 1 && (!strings.HasPrefix(args[1], "-") || args[1] == "-h" || args[1] == "--help") {
		return args
	}
	return append([]string{"fakesms", "serve"}, args[min(1, len(args)):]...)
}

func versionCommand(p process) *cli.Command {
	return &cli.Command{
		Name:  "version",
		Usage: "print the version",
		Action: func(context.Context, *cli.Command) error {
			_, err := fmt.Fprintln(p.stdout, "fakesms", version())
			return err
		},
	}
}

// version is the module's, as the build recorded it; "dev" for a working tree.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "dev"
	}
	return info.Main.Version
}
