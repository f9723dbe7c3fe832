package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"
)

// runStats tells what the process uses; c.Collect runs the garbage collector first and gives memory back.
func runStats(_ *peerNode, _ context.Context, c command) (map[string]any, error) {
	if c.Collect {
		debug.FreeOSMemory()
	}
	rss, err := residentBytes()
	if err != nil {
		return nil, err
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return nil, err
	}
	user, system := usage.Utime.Nano()/1000, usage.Stime.Nano()/1000
	return map[string]any{
		"rssBytes": rss, "heapBytes": memory.HeapAlloc,
		"userMicros": user, "systemMicros": system, "cpuMicros": user + system,
	}, nil
}

func residentBytes() (int64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	lines := bufio.NewScanner(bytes.NewReader(status))
	for lines.Scan() {
		var kib int64
		if _, err := fmt.Sscanf(lines.Text(), "VmRSS: %d kB", &kib); err == nil {
			return kib << 10, nil
		}
	}
	return 0, errors.New("no VmRSS in /proc/self/status")
}
