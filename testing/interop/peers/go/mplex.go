package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/protocol"
	mplex "github.com/libp2p/go-mplex"
)

const mplexID protocol.ID = "/mplex/6.7.0"

// mplexTransport plugs go-mplex, which go-libp2p itself no longer carries,
// into the upgrader.
type mplexTransport struct{}

func (mplexTransport) NewConn(c net.Conn, isServer bool, scope network.PeerScope) (network.MuxedConn, error) {
	if scope == nil {
		scope = &network.NullScope{}
	}
	m, err := mplex.NewMultiplex(c, !isServer, scope)
	if err != nil {
		return nil, err
	}
	return &mplexConn{m}, nil
}

type mplexConn struct{ multiplex *mplex.Multiplex }

func (c *mplexConn) Close() error                               { return c.multiplex.Close() }
func (c *mplexConn) CloseWithError(network.ConnErrorCode) error { return c.multiplex.Close() }
func (c *mplexConn) IsClosed() bool                             { return c.multiplex.IsClosed() }

func (c *mplexConn) OpenStream(ctx context.Context) (network.MuxedStream, error) {
	s, err := c.multiplex.NewStream(ctx)
	if err != nil {
		return nil, err
	}
	return &mplexStream{s}, nil
}

func (c *mplexConn) AcceptStream() (network.MuxedStream, error) {
	s, err := c.multiplex.Accept()
	if err != nil {
		return nil, err
	}
	return &mplexStream{s}, nil
}

func (c *mplexConn) As(target any) bool {
	if t, ok := target.(**mplex.Multiplex); ok {
		*t = c.multiplex
		return true
	}
	return false
}

type mplexStream struct{ stream *mplex.Stream }

func (s *mplexStream) Read(b []byte) (int, error) {
	n, err := s.stream.Read(b)
	return n, asReset(err)
}

func (s *mplexStream) Write(b []byte) (int, error) {
	n, err := s.stream.Write(b)
	return n, asReset(err)
}

func asReset(err error) error {
	if errors.Is(err, mplex.ErrStreamReset) {
		return fmt.Errorf("%w: %w", network.ErrReset, err)
	}
	return err
}

func (s *mplexStream) Close() error                                 { return s.stream.Close() }
func (s *mplexStream) CloseRead() error                             { return s.stream.CloseRead() }
func (s *mplexStream) CloseWrite() error                            { return s.stream.CloseWrite() }
func (s *mplexStream) Reset() error                                 { return s.stream.Reset() }
func (s *mplexStream) ResetWithError(network.StreamErrorCode) error { return s.stream.Reset() }
func (s *mplexStream) SetDeadline(t time.Time) error                { return s.stream.SetDeadline(t) }
func (s *mplexStream) SetReadDeadline(t time.Time) error            { return s.stream.SetReadDeadline(t) }
func (s *mplexStream) SetWriteDeadline(t time.Time) error           { return s.stream.SetWriteDeadline(t) }
