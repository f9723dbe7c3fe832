package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/protocol"
)

const perfProtocol protocol.ID = "/perf/1.0.0"

func servePerf(s network.Stream) error {
	var header [8]byte
	if _, err := io.ReadFull(s, header[:]); err != nil {
		return err
	}
	if _, err := drain(s); err != nil {
		return err
	}
	return writeZeroes(s, binary.BigEndian.Uint64(header[:]))
}

func runPerf(n *peerNode, ctx context.Context, c command) (map[string]any, error) {
	s, err := n.open(ctx, c.Addr, perfProtocol)
	if err != nil {
		return nil, err
	}
	defer s.Reset()
	start := time.Now()
	header := binary.BigEndian.AppendUint64(nil, c.DownloadBytes)
	if _, err := s.Write(header); err != nil {
		return nil, err
	}
	if err := writeZeroes(s, c.UploadBytes); err != nil {
		return nil, err
	}
	if err := s.CloseWrite(); err != nil {
		return nil, err
	}
	// The first byte (or the end) shows that the server has read everything.
	var first [1]byte
	received, err := io.ReadFull(s, first[:])
	if err != nil && err != io.EOF {
		return nil, err
	}
	uploaded := time.Now()
	rest, err := drain(s)
	if err != nil {
		return nil, err
	}
	if total := uint64(received) + rest; total != c.DownloadBytes {
		return nil, fmt.Errorf("asked for %d bytes, received %d", c.DownloadBytes, total)
	}
	end := time.Now()
	return map[string]any{
		"millis":         millis(end.Sub(start)),
		"uploadMillis":   millis(uploaded.Sub(start)),
		"downloadMillis": millis(end.Sub(uploaded)),
	}, nil
}

func writeZeroes(w io.Writer, count uint64) error {
	zeroes := make([]byte, chunk)
	for count > 0 {
		n, err := w.Write(zeroes[:min(count, chunk)])
		if err != nil {
			return err
		}
		count -= uint64(n)
	}
	return nil
}

func drain(r io.Reader) (uint64, error) {
	buffer := make([]byte, chunk)
	var count uint64
	for {
		n, err := r.Read(buffer)
		count += uint64(n)
		if err == io.EOF {
			return count, nil
		}
		if err != nil {
			return count, err
		}
	}
}

func millis(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }
