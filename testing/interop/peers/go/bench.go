package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/peerstore"
	multistream "github.com/multiformats/go-multistream"
)

// dialSample is one dial: how long until the connection stood, and until the first echo was back.
type dialSample struct{ connect, total time.Duration }

// runDialBench dials with c.Parallel hosts of different identities, each in sequence. go-libp2p's
// own Connect also waits for identify; this does not, so that the figure is dial plus one round trip.
func runDialBench(n *peerNode, ctx context.Context, c command) (map[string]any, error) {
	info, err := peer.AddrInfoFromString(c.Addr)
	if err != nil {
		return nil, err
	}
	hosts, err := n.dialers(max(c.Parallel, 1), info)
	defer closeAll(hosts)
	if err != nil {
		return nil, err
	}
	next := make(chan struct{}, c.Count)
	for range c.Count {
		next <- struct{}{}
	}
	close(next)
	var (
		mutex   sync.Mutex
		samples []dialSample
		failed  error
		workers sync.WaitGroup
	)
	start := time.Now()
	for _, h := range hosts {
		workers.Go(func() {
			for range next {
				sample, err := dialOnce(ctx, h, info.ID)
				mutex.Lock()
				samples = append(samples, sample)
				failed = errors.Join(failed, err)
				stop := failed != nil
				mutex.Unlock()
				if stop {
					return
				}
			}
		})
	}
	workers.Wait()
	elapsed := time.Since(start)
	if failed != nil {
		return nil, failed
	}
	totals, connects := make([]time.Duration, 0), make([]time.Duration, 0)
	for _, s := range samples {
		totals, connects = append(totals, s.total), append(connects, s.connect)
	}
	result := percentiles(totals)
	result["perSecond"] = float64(len(totals)) / elapsed.Seconds()
	result["connectP50Micros"] = percentiles(connects)["p50Micros"]
	return result, nil
}

func (n *peerNode) dialers(count int, target *peer.AddrInfo) ([]host.Host, error) {
	var hosts []host.Host
	for range count {
		h, err := newHost(n.settings, "")
		if err != nil {
			return hosts, err
		}
		h.Peerstore().AddAddrs(target.ID, target.Addrs, peerstore.PermanentAddrTTL)
		hosts = append(hosts, h)
	}
	return hosts, nil
}

func closeAll(hosts []host.Host) {
	for _, h := range hosts {
		h.Close()
	}
}

func dialOnce(ctx context.Context, h host.Host, p peer.ID) (dialSample, error) {
	start := time.Now()
	conn, err := h.Network().DialPeer(ctx, p)
	if err != nil {
		return dialSample{}, err
	}
	connected := time.Now()
	defer h.Network().ClosePeer(p)
	s, err := conn.NewStream(ctx)
	if err != nil {
		return dialSample{}, err
	}
	defer s.Reset()
	if err := limit(ctx, s); err != nil {
		return dialSample{}, err
	}
	lazy := multistream.NewMSSelect(s, echoProtocol)
	if err := roundTrip(lazy, make([]byte, 32), make([]byte, 32)); err != nil {
		return dialSample{}, err
	}
	return dialSample{connected.Sub(start), time.Since(start)}, nil
}

func roundTrip(s io.ReadWriter, message, answer []byte) error {
	if _, err := s.Write(message); err != nil {
		return err
	}
	_, err := io.ReadFull(s, answer)
	return err
}

// runEchoBench plays ping-pong on one stream; a tenth as many rounds warm up before.
func runEchoBench(n *peerNode, ctx context.Context, c command) (map[string]any, error) {
	if c.Rounds < 1 || c.Size < 1 {
		return nil, fmt.Errorf("rounds and size must be positive: %d, %d", c.Rounds, c.Size)
	}
	s, err := n.open(ctx, c.Addr, echoProtocol)
	if err != nil {
		return nil, err
	}
	defer s.Reset()
	message, answer := make([]byte, c.Size), make([]byte, c.Size)
	for range c.Rounds / 10 {
		if err := roundTrip(s, message, answer); err != nil {
			return nil, err
		}
	}
	samples := make([]time.Duration, c.Rounds)
	begin := time.Now()
	for i := range samples {
		start := time.Now()
		if err := roundTrip(s, message, answer); err != nil {
			return nil, err
		}
		samples[i] = time.Since(start)
	}
	elapsed := time.Since(begin)
	result := percentiles(samples)
	result["perSecond"] = float64(c.Rounds) / elapsed.Seconds()
	return result, finish(s)
}

// finish half-closes and reads to the end.
func finish(s network.Stream) error {
	if err := s.CloseWrite(); err != nil {
		return err
	}
	if _, err := drain(s); err != nil {
		return err
	}
	return s.Close()
}

func percentiles(samples []time.Duration) map[string]any {
	slices.Sort(samples)
	at := func(percent int) float64 {
		if len(samples) == 0 {
			return 0
		}
		return float64(samples[(len(samples)-1)*percent/100].Nanoseconds()) / 1e3
	}
	return map[string]any{"count": len(samples), "p50Micros": at(50), "p90Micros": at(90), "p99Micros": at(99)}
}
