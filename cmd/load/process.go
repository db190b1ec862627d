package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// program is a server to start.
type program struct {
	name string
	argv []string
	pin  bool // to one CPU, with GOMAXPROCS=1
}

// process is a server that was started and prints its address.
type process struct {
	name    string
	address string
	pid     int
	command *exec.Cmd
	stdin   io.Closer
}

// child is this program as a server.
func child(mode ...string) (program, error) {
	self, err := os.Executable()
	if err != nil {
		return program{}, fmt.Errorf("where this program is, to start it as a server: %w", err)
	}
	return program{name: mode[0], argv: append([]string{self, childArgument}, mode...)}, nil
}

// start runs a server and waits for the line with its address.
func (p program) start(ctx context.Context) (*process, error) {
	argv := p.argv
	if p.pin && canPin() {
		argv = append([]string{"taskset", "-c", "0"}, argv...)
	}
	command := exec.CommandContext(ctx, argv[0], argv[1:]...)
	command.Stderr = os.Stderr
	command.WaitDelay = 5 * time.Second
	if p.pin {
		command.Env = append(os.Environ(), "GOMAXPROCS=1")
	}
	stdin, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", p.name, err)
	}
	s := &process{name: p.name, pid: command.Process.Pid, command: command, stdin: stdin}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	address, found := strings.CutPrefix(strings.TrimSpace(line), listening)
	if err != nil || !found {
		s.stop()
		return nil, fmt.Errorf("%s printed %q, not the line %q with its address", p.name, line, listening)
	}
	s.address = address
	return s, nil
}

// stop ends the process and waits until it is gone.
func (s *process) stop() {
	_ = s.stdin.Close()
	_ = s.command.Process.Kill() // nothing of a server is worth a tidy end
	_ = s.command.Wait()
}

// canPin tells whether processes can be kept on CPUs of their own.
func canPin() bool {
	if runtime.GOOS != "linux" || runtime.NumCPU() < 2 {
		return false
	}
	_, err := exec.LookPath("taskset")
	return err == nil
}

// leaveCPU keeps this process off the CPU that the servers are pinned to.
func leaveCPU(ctx context.Context) error {
	if !canPin() {
		return nil
	}
	others := "1-" + strconv.Itoa(runtime.NumCPU()-1)
	out, err := exec.CommandContext(ctx, "taskset", "-a", "-c", "-p", others, strconv.Itoa(os.Getpid())).CombinedOutput()
	if err != nil {
		return fmt.Errorf("taskset to CPUs %s: %w: %s", others, err, out)
	}
	runtime.GOMAXPROCS(runtime.NumCPU() - 1)
	return nil
}

// resident is the memory that a process holds, in bytes; false where the system
// does not tell as Linux does.
func resident(pid int) (int64, bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, false
	}
	_, rest, found := strings.Cut(string(text), "VmRSS:")
	fields := strings.Fields(rest)
	if !found || len(fields) == 0 {
		return 0, false
	}
	kilobytes, err := strconv.ParseInt(fields[0], 10, 64)
	return kilobytes << 10, err == nil
}

// processorTime is what a process has used, to the hundredth of a second; false
// where the system does not tell as Linux does.
func processorTime(pid int) (time.Duration, bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, false
	}
	// The program's name, in parentheses, may hold spaces.
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	if len(fields) < 13 {
		return 0, false
	}
	user, err1 := strconv.ParseInt(fields[11], 10, 64)
	system, err2 := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * 10 * time.Millisecond, err1 == nil && err2 == nil
}
