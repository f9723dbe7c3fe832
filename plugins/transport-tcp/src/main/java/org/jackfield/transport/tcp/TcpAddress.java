package org.jackfield.transport.tcp;

import java.net.InetSocketAddress;
import java.util.Optional;

import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;

/** Reads {@code /ip4|ip6/…/tcp/…}, and nothing longer but a peer id. */
final class TcpAddress {
    private TcpAddress() {}

    static Optional<InetSocketAddress> socket(Multiaddr address) {
        Multiaddr plain = address.withoutPeer();
        var parts = plain.parts();
        boolean tcpLast = !parts.isEmpty() && parts.getLast().protocol() == AddressProtocol.TCP;
        return tcpLast && plain.socketAddress().isPresent() && ipParts(plain) == parts.size() - 1
                ? plain.socketAddress()
                : Optional.empty();
    }

    static Multiaddr of(InetSocketAddress socket) {
        return Multiaddr.ofSocket(socket, AddressProtocol.TCP);
    }

    private static long ipParts(Multiaddr address) {
        return address.parts().stream().filter(part -> switch (part.protocol()) {
            case IP4, IP6, IP6ZONE -> true;
            default -> false;
        }).count();
    }
}
