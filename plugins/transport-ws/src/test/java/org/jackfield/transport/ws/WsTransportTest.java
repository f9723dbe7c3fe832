package org.jackfield.transport.ws;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.tck.TransportContract;

/** WebSockets over TCP keep the contract. */
class WsTransportTest extends TransportContract<WsConfig> {
    WsTransportTest() {
        super(new WsProvider(), WsConfig.DEFAULTS);
    }

    @Override
    protected List<Multiaddr> listenAddresses() {
        return List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0/ws"), Multiaddr.parse("/ip6/::1/tcp/0/ws"),
                Multiaddr.parse("/ip4/127.0.0.1/tcp/0/ws/http-path/node%2Fone"));
    }

    @Override
    protected List<Multiaddr> foreignAddresses() {
        return Foreign.ADDRESSES;
    }

    @Override
    protected Set<String> codecs() {
        return Set.of(FrameCodec.NAME);
    }

    @Override
    protected Optional<Multiaddr> addressOfTcpPort(int port) {
        return Optional.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + port + "/ws"));
    }
}
