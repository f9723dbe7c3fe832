package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/libp2p/go-libp2p/core/sec"
	"github.com/libp2p/go-libp2p/core/transport"
	"github.com/libp2p/go-libp2p/p2p/net/upgrader"
	"github.com/libp2p/go-libp2p/p2p/protocol/identify"
	"github.com/libp2p/go-libp2p/p2p/protocol/identify/pb"
	"github.com/libp2p/go-libp2p/p2p/protocol/ping"
	"github.com/libp2p/go-libp2p/p2p/security/noise"
	"github.com/libp2p/go-libp2p/p2p/transport/tcp"
	multiaddr "github.com/multiformats/go-multiaddr"
	multistream "github.com/multiformats/go-multistream"
	"google.golang.org/protobuf/encoding/protodelim"
)

// idleConnections holds connections that do nothing. Each has its own identity. They are upgraded
// connections without a host around them, because a thousand hosts would cost more than what is
// measured; they identify the peer once, and answer identify and ping, as a host does.
type idleConnections struct {
	mutex       sync.Mutex
	connections []transport.CapableConn
}

func (i *idleConnections) add(c transport.CapableConn) {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	i.connections = append(i.connections, c)
}

func (i *idleConnections) release() int {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	released := len(i.connections)
	for _, c := range i.connections {
		c.Close()
	}
	i.connections = nil
	return released
}

func runIdle(n *peerNode, ctx context.Context, c command) (map[string]any, error) {
	info, err := peer.AddrInfoFromString(c.Addr)
	if err != nil {
		return nil, err
	}
	if len(info.Addrs) == 0 {
		return nil, fmt.Errorf("no transport address in %s", c.Addr)
	}
	start := time.Now()
	for number := range c.Count {
		conn, err := n.lightDial(ctx, info)
		if err != nil {
			return nil, fmt.Errorf("connection %d: %w", number, err)
		}
		n.idle.add(conn)
	}
	return map[string]any{"opened": c.Count, "millis": millis(time.Since(start))}, nil
}

func runRelease(n *peerNode, _ context.Context, _ command) (map[string]any, error) {
	return map[string]any{"released": n.idle.release()}, nil
}

func (n *peerNode) lightDial(ctx context.Context, target *peer.AddrInfo) (transport.CapableConn, error) {
	key, err := newKey(n.settings.key)
	if err != nil {
		return nil, err
	}
	muxer, err := newMuxer(n.settings.muxer)
	if err != nil {
		return nil, err
	}
	muxers := []upgrader.StreamMuxer{muxer}
	security, err := noise.New(noise.ID, key, muxers)
	if err != nil {
		return nil, err
	}
	up, err := upgrader.New([]sec.SecureTransport{security}, muxers, nil, nil, nil)
	if err != nil {
		return nil, err
	}
	tcpTransport, err := tcp.NewTCPTransport(up, nil, nil)
	if err != nil {
		return nil, err
	}
	conn, err := tcpTransport.Dial(ctx, target.Addrs[0], target.ID)
	if err != nil {
		return nil, err
	}
	go serveLight(conn, key.GetPublic())
	if err := identifyOnce(ctx, conn); err != nil {
		conn.Close()
		return nil, err
	}
	return conn, nil
}

// identifyOnce asks who the peer is, and reads the answer to its end.
func identifyOnce(ctx context.Context, conn transport.CapableConn) error {
	s, err := conn.OpenStream(ctx)
	if err != nil {
		return err
	}
	defer s.Reset()
	if deadline, ok := ctx.Deadline(); ok {
		s.SetDeadline(deadline)
	}
	if err := multistream.SelectProtoOrFail(identify.ID, s); err != nil {
		return fmt.Errorf("identify: %w", err)
	}
	if _, err := drain(s); err != nil {
		return fmt.Errorf("identify: %w", err)
	}
	return s.Close()
}

func serveLight(conn transport.CapableConn, key crypto.PubKey) {
	handlers := multistream.NewMultistreamMuxer[protocol.ID]()
	handlers.AddHandler(identify.ID, func(_ protocol.ID, s io.ReadWriteCloser) error {
		return tellIdentity(s, conn.RemoteMultiaddr(), key)
	})
	handlers.AddHandler(ping.ID, func(_ protocol.ID, s io.ReadWriteCloser) error {
		_, err := io.CopyBuffer(plainWriter{s}, plainReader{s}, make([]byte, ping.PingSize))
		return err
	})
	for {
		s, err := conn.AcceptStream()
		if err != nil {
			return
		}
		go func(s network.MuxedStream) {
			if err := handlers.Handle(s); err != nil {
				s.Reset()
				return
			}
			s.Close()
		}(s)
	}
}

func tellIdentity(w io.Writer, observed multiaddr.Multiaddr, key crypto.PubKey) error {
	encoded, err := crypto.MarshalPublicKey(key)
	if err != nil {
		return err
	}
	name, version := agent, "ipfs/0.1.0"
	_, err = protodelim.MarshalTo(w, &pb.Identify{
		PublicKey:       encoded,
		AgentVersion:    &name,
		ProtocolVersion: &version,
		ObservedAddr:    observed.Bytes(),
		Protocols:       []string{identify.ID, ping.ID},
	})
	return err
}
