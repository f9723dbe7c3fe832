package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/protocol"
)

const (
	echoProtocol      protocol.ID = "/jackfield/interop/echo/1.0.0"
	halfCloseProtocol protocol.ID = "/jackfield/interop/halfclose/1.0.0"
	resetProtocol     protocol.ID = "/jackfield/interop/reset/1.0.0"
	watchProtocol     protocol.ID = "/jackfield/interop/watch/1.0.0"

	chunk          = 64 << 10
	halfCloseBytes = 1 << 20
)

// closing ends the stream after its handler: cleanly, or by reset on an error.
func closing(handler func(network.Stream) error) network.StreamHandler {
	return func(s network.Stream) {
		if err := handler(s); err != nil {
			if !errors.Is(err, network.ErrReset) && !s.Conn().IsClosed() {
				fmt.Fprintf(os.Stderr, "go-peer: %s from %s: %v\n", s.Protocol(), s.Conn().RemotePeer(), err)
			}
			s.Reset()
			return
		}
		s.Close()
	}
}

func serveEcho(s network.Stream) error {
	_, err := io.CopyBuffer(plainWriter{s}, plainReader{s}, make([]byte, chunk))
	return err
}

// plainReader and plainWriter hide every other method, so that CopyBuffer uses its buffer.
type plainReader struct{ io.Reader }
type plainWriter struct{ io.Writer }

func serveHalfClose(s network.Stream) error {
	if _, err := io.Copy(io.Discard, s); err != nil {
		return err
	}
	return writePattern(s, halfCloseBytes)
}

// writePattern writes the bytes 0, 1, ... 255, 0, 1, ... and so on.
func writePattern(w io.Writer, count int) error {
	pattern := make([]byte, chunk)
	for i := range pattern {
		pattern[i] = byte(i)
	}
	for count > 0 {
		n, err := w.Write(pattern[:min(count, len(pattern))])
		if err != nil {
			return err
		}
		count -= n
	}
	return nil
}

// readPattern reads to the end what writePattern wrote and counts it.
func readPattern(r io.Reader) (int, error) {
	buffer := make([]byte, chunk)
	count := 0
	for {
		n, err := r.Read(buffer)
		for _, b := range buffer[:n] {
			if b != byte(count) {
				return count, fmt.Errorf("byte %d is %d", count, b)
			}
			count++
		}
		if err == io.EOF {
			return count, nil
		}
		if err != nil {
			return count, err
		}
	}
}

func serveReset(s network.Stream) error {
	if _, err := io.ReadFull(s, make([]byte, 4)); err != nil {
		return err
	}
	return s.Reset()
}

// watchCounter counts how the streams of the watch protocol ended.
type watchCounter struct {
	mutex  sync.Mutex
	resets int
	ends   int
}

func (w *watchCounter) serve(s network.Stream) error {
	_, err := io.Copy(io.Discard, s)
	w.mutex.Lock()
	defer w.mutex.Unlock()
	switch {
	case err == nil:
		w.ends++
	case errors.Is(err, network.ErrReset):
		w.resets++
		s.Reset()
	default:
		return err
	}
	return nil
}

func (w *watchCounter) counts() (resets, ends int) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.resets, w.ends
}

// await returns when so many resets were seen, or when the time is over.
func (w *watchCounter) await(ctx context.Context, resets int) {
	for {
		if seen, _ := w.counts(); seen >= resets {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(5 * time.Millisecond):
		}
	}
}
