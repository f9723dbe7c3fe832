package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/libp2p/go-libp2p/p2p/protocol/ping"
	multistream "github.com/multiformats/go-multistream"
)

// command is one line of standard input; each command uses some of the fields.
type command struct {
	ID            int64  `json:"id"`
	Command       string `json:"command"`
	Addr          string `json:"addr"`
	Peer          string `json:"peer"`
	TimeoutMillis int64  `json:"timeoutMillis"`
	UploadBytes   uint64 `json:"uploadBytes"`
	DownloadBytes uint64 `json:"downloadBytes"`
	Count         int    `json:"count"`
	Bytes         int    `json:"bytes"`
	Parallel      int    `json:"parallel"`
	Rounds        int    `json:"rounds"`
	Size          int    `json:"size"`
	AtLeast       int    `json:"atLeast"`
	Collect       bool   `json:"collect"`
}

var commands = map[string]func(*peerNode, context.Context, command) (map[string]any, error){
	"ping":        runPing,
	"identify":    runIdentify,
	"perf":        runPerf,
	"streams":     runStreams,
	"halfclose":   runHalfClose,
	"reset":       runReset,
	"resetdialer": runResetDialer,
	"watched":     runWatched,
	"dialwrong":   runDialWrong,
	"connect":     runConnect,
	"disconnect":  runDisconnect,
	"connections": runConnections,
	"found":       runFound,
	"dialbench":   runDialBench,
	"echobench":   runEchoBench,
	"idle":        runIdle,
	"release":     runRelease,
	"stats":       runStats,
}

func (n *peerNode) connect(ctx context.Context, addr string) (peer.ID, error) {
	info, err := peer.AddrInfoFromString(addr)
	if err != nil {
		return "", err
	}
	return info.ID, n.host.Connect(ctx, *info)
}

// open opens a stream as an application would: negotiation is lazy if identify told of the protocol.
func (n *peerNode) open(ctx context.Context, addr string, id protocol.ID) (network.Stream, error) {
	p, err := n.connect(ctx, addr)
	if err != nil {
		return nil, err
	}
	s, err := n.host.NewStream(ctx, p, id)
	if err != nil {
		return nil, err
	}
	return s, limit(ctx, s)
}

// limit carries the command's deadline over to the stream.
func limit(ctx context.Context, s network.Stream) error {
	deadline, ok := ctx.Deadline()
	if !ok {
		return nil
	}
	return s.SetDeadline(deadline)
}

func runPing(n *peerNode, ctx context.Context, c command) (map[string]any, error) {
	p, err := n.connect(ctx, c.Addr)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	result, ok := <-ping.Ping(ctx, n.host, p)
	if !ok {
		return nil, errors.New("ping ended without an answer")
	}
	if result.Error != nil {
		return nil, result.Error
	}
	return map[string]any{"rttMillis": millis(result.RTT)}, nil
}

func runStreams(n *peerNode, ctx context.Context, c command) (map[string]any, error) {
	if _, err := n.connect(ctx, c.Addr); err != nil {
		return nil, err
	}
	failures := make(chan error, c.Count)
	for number := range c.Count {
		go func() { failures <- n.echoRandom(ctx, c, number) }()
	}
	good := 0
	var first error
	for range c.Count {
		if err := <-failures; err == nil {
			good++
		} else if first == nil {
			first = err
		}
	}
	if first != nil {
		return nil, fmt.Errorf("%d of %d streams failed; one of them: %w", c.Count-good, c.Count, first)
	}
	return map[string]any{"count": good}, nil
}

func (n *peerNode) echoRandom(ctx context.Context, c command, number int) error {
	s, err := n.open(ctx, c.Addr, echoProtocol)
	if err != nil {
		return fmt.Errorf("stream %d: %w", number, err)
	}
	defer s.Reset()
	written := make(chan error, 1)
	go func() {
		_, err := io.Copy(plainWriter{s}, io.LimitReader(random(number), int64(c.Bytes)))
		if err == nil {
			err = s.CloseWrite()
		}
		written <- err
	}()
	count, err := compare(s, random(number))
	if err == nil {
		err = <-written
	}
	if err == nil && count != c.Bytes {
		err = fmt.Errorf("sent %d bytes, received %d", c.Bytes, count)
	}
	if err != nil {
		return fmt.Errorf("stream %d: %w", number, err)
	}
	return s.Close()
}

func random(number int) io.Reader {
	return rand.NewChaCha8([32]byte{byte(number), byte(number >> 8), byte(number >> 16), byte(number >> 24)})
}

// compare reads to the end and counts, as long as everything is as expected.
func compare(r io.Reader, expected io.Reader) (int, error) {
	got, wanted := make([]byte, chunk), make([]byte, chunk)
	count := 0
	for {
		n, err := r.Read(got)
		if _, unexpected := io.ReadFull(expected, wanted[:n]); unexpected != nil {
			return count, unexpected
		}
		if string(got[:n]) != string(wanted[:n]) {
			return count, fmt.Errorf("other bytes came back after byte %d", count)
		}
		count += n
		if err == io.EOF {
			return count, nil
		}
		if err != nil {
			return count, err
		}
	}
}

func runHalfClose(n *peerNode, ctx context.Context, c command) (map[string]any, error) {
	s, err := n.open(ctx, c.Addr, halfCloseProtocol)
	if err != nil {
		return nil, err
	}
	defer s.Reset()
	if _, err := s.Write([]byte("hello")); err != nil {
		return nil, err
	}
	if err := s.CloseWrite(); err != nil {
		return nil, err
	}
	count, err := readPattern(s)
	if err != nil {
		return nil, err
	}
	return map[string]any{"bytes": count}, s.Close()
}

func runReset(n *peerNode, ctx context.Context, c command) (map[string]any, error) {
	s, err := n.open(ctx, c.Addr, resetProtocol)
	if err != nil {
		return nil, err
	}
	defer s.Reset()
	if _, err := s.Write([]byte("shut")); err != nil {
		return nil, err
	}
	count, err := io.Copy(io.Discard, s)
	if err == nil {
		return nil, fmt.Errorf("the stream ended cleanly after %d bytes", count)
	}
	if !errors.Is(err, network.ErrReset) {
		return nil, fmt.Errorf("no reset but: %w", err)
	}
	result := map[string]any{"reset": true, "error": err.Error()}
	if coded := new(network.StreamError); errors.As(err, &coded) {
		result["code"] = coded.ErrorCode
	}
	return result, nil
}

// runResetDialer negotiates in full first: a reset may overtake a lazy negotiation.
func runResetDialer(n *peerNode, ctx context.Context, c command) (map[string]any, error) {
	p, err := n.connect(ctx, c.Addr)
	if err != nil {
		return nil, err
	}
	s, err := n.host.Network().NewStream(ctx, p)
	if err != nil {
		return nil, err
	}
	if err := limit(ctx, s); err != nil {
		return nil, err
	}
	if err := multistream.SelectProtoOrFail(watchProtocol, s); err != nil {
		s.Reset()
		return nil, err
	}
	if _, err := s.Write([]byte("away")); err != nil {
		return nil, err
	}
	return map[string]any{}, s.Reset()
}

func runWatched(n *peerNode, ctx context.Context, c command) (map[string]any, error) {
	n.watch.await(ctx, c.AtLeast)
	resets, ends := n.watch.counts()
	return map[string]any{"resets": resets, "ends": ends}, nil
}

func runDialWrong(n *peerNode, ctx context.Context, c command) (map[string]any, error) {
	p, err := n.connect(ctx, c.Addr)
	if err == nil {
		n.host.Network().ClosePeer(p)
		return nil, errors.New("the dial succeeded")
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("the dial was not refused: %w", err)
	}
	return map[string]any{"error": err.Error()}, nil
}

func runConnect(n *peerNode, ctx context.Context, c command) (map[string]any, error) {
	start := time.Now()
	p, err := n.connect(ctx, c.Addr)
	if err != nil {
		return nil, err
	}
	return map[string]any{"peer": p.String(), "millis": millis(time.Since(start))}, nil
}

func runDisconnect(n *peerNode, _ context.Context, c command) (map[string]any, error) {
	p, err := peer.Decode(c.Peer)
	if err != nil {
		return nil, err
	}
	return map[string]any{}, n.host.Network().ClosePeer(p)
}

func runConnections(n *peerNode, _ context.Context, _ command) (map[string]any, error) {
	list := []map[string]any{}
	for _, conn := range n.host.Network().Conns() {
		list = append(list, map[string]any{
			"peer":      conn.RemotePeer().String(),
			"address":   conn.RemoteMultiaddr().String(),
			"direction": map[network.Direction]string{network.DirInbound: "inbound", network.DirOutbound: "outbound"}[conn.Stat().Direction],
			"security":  conn.ConnState().Security,
			"muxer":     conn.ConnState().StreamMultiplexer,
			"streams":   len(conn.GetStreams()),
		})
	}
	return map[string]any{"connections": list}, nil
}
