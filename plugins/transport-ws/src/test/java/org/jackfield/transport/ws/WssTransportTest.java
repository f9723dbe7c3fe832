package org.jackfield.transport.ws;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jackfield.spi.datapath.tcp.TcpOptions;
import org.jackfield.spi.datapath.tcp.TcpOptions.Engine;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.tck.TransportContract;

/** WebSockets over TLS keep the contract; on the JDK's selectors, and with certificates made at start. */
class WssTransportTest extends TransportContract<WsConfig> {
    WssTransportTest() {
        super(new WsProvider(), Configs.with(Configs.INSECURE, new TcpOptions(Engine.NIO, 2, 128, true, true, false)));
    }

    @Override
    protected List<Multiaddr> listenAddresses() {
        return List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0/tls/ws"), Multiaddr.parse("/ip6/::1/tcp/0/tls/sni/node.example/ws"));
    }

    @Override
    protected List<Multiaddr> foreignAddresses() {
        return Foreign.ADDRESSES;
    }

    @Override
    protected Set<String> codecs() {
        return Set.of(SmallReads.NAME, Tls.NAME, FrameCodec.NAME);
    }

    @Override
    protected Optional<Multiaddr> addressOfTcpPort(int port) {
        return Optional.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + port + "/tls/ws"));
    }
}
