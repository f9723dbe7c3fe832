package main

import (
	"context"
	gostrings "strings"
	"sync"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/discovery/mdns"
)

// neighbours are the peers that mDNS found.
type neighbours struct {
	mutex sync.Mutex
	found map[peer.ID]peer.AddrInfo
}

func (n *neighbours) HandlePeerFound(info peer.AddrInfo) {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	n.found[info.ID] = info
}

// look starts mDNS, if a service is named; the library adds the domain itself.
func (n *neighbours) look(h host.Host, service string) error {
	n.found = map[peer.ID]peer.AddrInfo{}
	if service == "" {
		return nil
	}
	return mdns.NewMdnsService(h, gostrings.TrimSuffix(service, ".local"), n).Start()
}

func runFound(n *peerNode, _ context.Context, _ command) (map[string]any, error) {
	n.neighbours.mutex.Lock()
	defer n.neighbours.mutex.Unlock()
	list := []map[string]any{}
	for _, info := range n.neighbours.found {
		list = append(list, map[string]any{"peer": info.ID.String(), "addresses": strings(info.Addrs)})
	}
	return map[string]any{"found": list}, nil
}
