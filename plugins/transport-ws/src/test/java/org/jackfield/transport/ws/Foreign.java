package org.jackfield.transport.ws;

import java.util.List;
import java.util.stream.Stream;

import org.jackfield.spi.peer.Multiaddr;

/** Addresses that look like a WebSocket's. */
final class Foreign {
    static final List<Multiaddr> ADDRESSES = Stream.of("/ip4/127.0.0.1/tcp/1", "/ip4/127.0.0.1/tcp/1/tls", "/ip4/127.0.0.1/udp/1/ws",
            "/ip4/127.0.0.1/ws", "/dns4/localhost/tcp/1/ws", "/ip4/127.0.0.1/tcp/1/tls/wss", "/ip4/127.0.0.1/tcp/1/ws/ws",
            "/ip4/127.0.0.1/tcp/1/sni/a.example/ws", "/ip4/127.0.0.1/tcp/1/http-path/a/ws", "/ip4/127.0.0.1/tcp/1/ws/p2p-circuit")
            .map(Multiaddr::parse).toList();

    private Foreign() {}
}
