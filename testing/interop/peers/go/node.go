package main

import (
	"crypto/rand"
	"crypto/tls"
	"fmt"
	str "strings"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/connmgr"
	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/libp2p/go-libp2p/p2p/muxer/yamux"
	"github.com/libp2p/go-libp2p/p2p/net/upgrader"
	"github.com/libp2p/go-libp2p/p2p/security/noise"
	libp2ptls "github.com/libp2p/go-libp2p/p2p/security/tls"
	"github.com/libp2p/go-libp2p/p2p/transport/tcp"
	"github.com/libp2p/go-libp2p/p2p/transport/websocket"
)

const agent = "jackfield-interop-go-peer"

type settings struct {
	key      string
	security string
	muxer    string
	listen   string
	mdns     string
}

func newKey(kind string) (crypto.PrivKey, error) {
	switch kind {
	case "ed25519":
		key, _, err := crypto.GenerateEd25519Key(rand.Reader)
		return key, err
	case "secp256k1":
		key, _, err := crypto.GenerateSecp256k1Key(rand.Reader)
		return key, err
	}
	return nil, fmt.Errorf("no such key type: %q", kind)
}

func newMuxer(name string) (upgrader.StreamMuxer, error) {
	switch name {
	case "yamux":
		return upgrader.StreamMuxer{ID: yamux.ID, Muxer: yamux.DefaultTransport}, nil
	case "mplex":
		return upgrader.StreamMuxer{ID: mplexID, Muxer: mplexTransport{}}, nil
	}
	return upgrader.StreamMuxer{}, fmt.Errorf("no such muxer: %q", name)
}

// newSecurity takes one name, or several joined by a plus in the order of preference.
func newSecurity(names string) (libp2p.Option, error) {
	var all []libp2p.Option
	for _, name := range str.Split(names, "+") {
		switch name {
		case "noise":
			all = append(all, libp2p.Security(noise.ID, noise.New))
		case "tls":
			all = append(all, libp2p.Security(libp2ptls.ID, libp2ptls.New))
		default:
			return nil, fmt.Errorf("no such security protocol: %q", name)
		}
	}
	return libp2p.ChainOptions(all...), nil
}

// newHost makes a node without limits: tests and benchmarks open more
// connections and streams from one address than the defaults allow.
func newHost(s settings, listen string) (host.Host, error) {
	key, err := newKey(s.key)
	if err != nil {
		return nil, err
	}
	muxer, err := newMuxer(s.muxer)
	if err != nil {
		return nil, err
	}
	security, err := newSecurity(s.security)
	if err != nil {
		return nil, err
	}
	addresses := libp2p.NoListenAddrs
	if listen != "" {
		addresses = libp2p.ListenAddrStrings(listen)
	}
	certificate, err := selfSigned()
	if err != nil {
		return nil, err
	}
	return libp2p.New(
		libp2p.Identity(key),
		addresses,
		libp2p.Transport(tcp.NewTCPTransport),
		libp2p.Transport(websocket.New,
			websocket.WithTLSConfig(&tls.Config{Certificates: []tls.Certificate{certificate}}),
			websocket.WithTLSClientConfig(&tls.Config{InsecureSkipVerify: true})),
		security,
		libp2p.Muxer(string(muxer.ID), muxer.Muxer),
		libp2p.ResourceManager(&network.NullResourceManager{}),
		libp2p.ConnectionManager(&connmgr.NullConnMgr{}),
		libp2p.UserAgent(agent),
		libp2p.Ping(true),
		libp2p.DisableRelay(),
		libp2p.DisableMetrics(),
		libp2p.DisableIdentifyAddressDiscovery(),
	)
}

func startNode(s settings) (*peerNode, error) {
	h, err := newHost(s, s.listen)
	if err != nil {
		return nil, err
	}
	identified, err := watchIdentify(h)
	if err != nil {
		h.Close()
		return nil, err
	}
	node := &peerNode{
		host: h, settings: s, identified: identified,
		watch: &watchCounter{}, idle: &idleConnections{}, neighbours: &neighbours{},
	}
	if err := node.neighbours.look(h, s.mdns); err != nil {
		h.Close()
		return nil, err
	}
	for id, handler := range map[protocol.ID]func(network.Stream) error{
		echoProtocol:      serveEcho,
		halfCloseProtocol: serveHalfClose,
		resetProtocol:     serveReset,
		perfProtocol:      servePerf,
		watchProtocol:     node.watch.serve,
	} {
		h.SetStreamHandler(id, closing(handler))
	}
	return node, nil
}
