package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
)

// identifications keeps, per open connection, what identify last learned there.
type identifications struct {
	mutex        sync.Mutex
	byConnection map[string]event.EvtPeerIdentificationCompleted
}

func watchIdentify(h host.Host) (*identifications, error) {
	subscription, err := h.EventBus().Subscribe(new(event.EvtPeerIdentificationCompleted))
	if err != nil {
		return nil, err
	}
	known := &identifications{byConnection: map[string]event.EvtPeerIdentificationCompleted{}}
	go func() {
		for e := range subscription.Out() {
			known.add(e.(event.EvtPeerIdentificationCompleted))
		}
	}()
	h.Network().Notify(&network.NotifyBundle{
		DisconnectedF: func(_ network.Network, c network.Conn) { known.remove(c) },
	})
	return known, nil
}

func (i *identifications) add(e event.EvtPeerIdentificationCompleted) {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	if !e.Conn.IsClosed() {
		i.byConnection[e.Conn.ID()] = e
	}
}

func (i *identifications) remove(c network.Conn) {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	delete(i.byConnection, c.ID())
}

func (i *identifications) find(connections []network.Conn) (event.EvtPeerIdentificationCompleted, bool) {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	for _, c := range connections {
		if e, ok := i.byConnection[c.ID()]; ok {
			return e, true
		}
	}
	return event.EvtPeerIdentificationCompleted{}, false
}

// runIdentify connects, which makes go-libp2p identify the peer, and tells the result.
func runIdentify(n *peerNode, ctx context.Context, c command) (map[string]any, error) {
	p, err := n.connect(ctx, c.Addr)
	if err != nil {
		return nil, err
	}
	for {
		if e, ok := n.identified.find(n.host.Network().ConnsToPeer(p)); ok {
			return identity(e), nil
		}
		select {
		case <-ctx.Done():
			return nil, errors.New("identify told nothing about this peer")
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func identity(e event.EvtPeerIdentificationCompleted) map[string]any {
	result := map[string]any{
		"peer":            e.Peer.String(),
		"protocols":       e.Protocols,
		"listenAddrs":     strings(e.ListenAddrs),
		"agentVersion":    e.AgentVersion,
		"protocolVersion": e.ProtocolVersion,
		"signedRecord":    e.SignedPeerRecord != nil,
	}
	if e.ObservedAddr != nil {
		result["observedAddr"] = e.ObservedAddr.String()
	}
	return result
}
