package org.jackfield.transport.tcp;

import java.util.List;
import java.util.Optional;

import org.jackfield.spi.datapath.tcp.TcpOptions;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.tck.TransportContract;

/** What there is to say about TCP addresses; the engines differ in the subclasses. */
abstract class TcpCases extends TransportContract<TcpOptions> {
    TcpCases(TcpOptions config) {
        super(new TcpProvider(), config);
    }

    @Override
    protected List<Multiaddr> listenAddresses() {
        return List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"), Multiaddr.parse("/ip6/::1/tcp/0"));
    }

    @Override
    protected List<Multiaddr> foreignAddresses() {
        return List.of(Multiaddr.parse("/ip4/127.0.0.1/udp/1"), Multiaddr.parse("/ip4/127.0.0.1/tcp/1/ws"),
                Multiaddr.parse("/ip4/127.0.0.1"),
                Multiaddr.parse("/dns4/localhost/tcp/1"), Multiaddr.parse("/ip4/127.0.0.1/udp/1/quic-v1"), Multiaddr.parse("/unix/tmp"));
    }

    @Override
    protected Optional<Multiaddr> addressOfTcpPort(int port) {
        return Optional.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + port));
    }
}
