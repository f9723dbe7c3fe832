// Command go-peer is a go-libp2p node driven by JSON lines on its standard
// input. The contract is described in ../README.md.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
)

const (
	longestCommandLine = 1 << 20
	defaultTimeout     = 60 * time.Second
)

// peerNode is everything the commands work on.
type peerNode struct {
	host       host.Host
	settings   settings
	identified *identifications
	watch      *watchCounter
	idle       *idleConnections
	neighbours *neighbours
}

// output writes whole lines; commands answer from their own goroutines.
type output struct {
	mutex   sync.Mutex
	encoder *json.Encoder
}

func (o *output) line(value any) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if err := o.encoder.Encode(value); err != nil {
		// Nobody reads the answers any more.
		os.Exit(1)
	}
}

func main() {
	var s settings
	flag.StringVar(&s.key, "key", "ed25519", "identity: ed25519 or secp256k1")
	flag.StringVar(&s.security, "security", "noise", "security protocol: noise, tls, or both joined by a plus")
	flag.StringVar(&s.muxer, "muxer", "yamux", "stream muxer: yamux or mplex")
	flag.StringVar(&s.listen, "listen", "", "multiaddr to listen on; none: dial only")
	flag.StringVar(&s.mdns, "mdns", "", "mDNS service to be found under, such as _p2p._udp.local; none: no mDNS")
	flag.Parse()
	if err := run(s); err != nil {
		fmt.Fprintln(os.Stderr, "go-peer:", err)
		os.Exit(1)
	}
}

func run(s settings) error {
	node, err := startNode(s)
	if err != nil {
		return err
	}
	defer node.host.Close()

	out := &output{encoder: json.NewEncoder(os.Stdout)}
	addresses, err := peer.AddrInfoToP2pAddrs(host.InfoFromHost(node.host))
	if err != nil {
		return err
	}
	out.line(map[string]any{
		"event": "ready", "peer": node.host.ID().String(), "addresses": strings(addresses),
		"implementation": implementation(), "key": s.key, "security": s.security, "muxer": s.muxer,
	})

	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 4096), longestCommandLine)
	for lines.Scan() {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var c command
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			out.line(failure(c.ID, fmt.Errorf("not a command: %w", err)))
			continue
		}
		go func() { out.line(node.answer(ctx, c)) }()
	}
	return lines.Err()
}

func (n *peerNode) answer(ctx context.Context, c command) map[string]any {
	timeout := defaultTimeout
	if c.TimeoutMillis > 0 {
		timeout = time.Duration(c.TimeoutMillis) * time.Millisecond
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	run, known := commands[c.Command]
	if !known {
		return failure(c.ID, fmt.Errorf("no such command: %q", c.Command))
	}
	result, err := run(n, ctx, c)
	if err != nil {
		return failure(c.ID, err)
	}
	result["id"] = c.ID
	result["ok"] = true
	return result
}

func failure(id int64, err error) map[string]any {
	return map[string]any{"id": id, "ok": false, "error": err.Error()}
}

func implementation() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dependency := range info.Deps {
			if dependency.Path == "github.com/libp2p/go-libp2p" {
				return "go-libp2p " + dependency.Version
			}
		}
	}
	return "go-libp2p"
}

func strings[T fmt.Stringer](values []T) []string {
	texts := make([]string, 0, len(values))
	for _, value := range values {
		texts = append(texts, value.String())
	}
	return texts
}
