package org.jackfield.discovery.mdns;

import java.util.List;
import java.util.Optional;

import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.Multiaddr.Part;

/** Which addresses mean something between two neighbours on a link. */
final class Reach {
    private Reach() {}

    /** Gives an address as it is told on the link, if it means something there: without a zone, which is this machine's own affair. */
    static Optional<Multiaddr> announced(Multiaddr address, Link link) {
        Optional<Part> zone = address.first(AddressProtocol.IP6ZONE);
        if (zone.isPresent() && !zone.get().text().equals(link.name())) {
            return Optional.empty();
        }
        return meaningful(withoutZone(address), link);
    }

    /** Gives an address heard on the link as it can be dialed, if it can: what is local to the link with the link as its zone. */
    static Optional<Multiaddr> dialable(Multiaddr address, Link link) {
        return meaningful(withoutZone(address), link).map(plain -> plain.isLinkLocal() && plain.has(AddressProtocol.IP6)
                ? Multiaddr.EMPTY.with("ip6zone", link.name()).encapsulate(plain)
                : plain);
    }

    /** Names are left out: a neighbour has an address, and to ask a name server is nothing that a stranger decides. So are relays. */
    private static Optional<Multiaddr> meaningful(Multiaddr address, Link link) {
        List<Part> parts = address.parts();
        boolean direct = parts.size() > 1 && isIp(parts.getFirst()) && !address.has(AddressProtocol.P2P_CIRCUIT);
        return direct && !address.isUnspecified() && (link.loopback() || !address.isLoopback()) ? Optional.of(address) : Optional.empty();
    }

    private static boolean isIp(Part part) {
        return part.protocol() == AddressProtocol.IP4 || part.protocol() == AddressProtocol.IP6;
    }

    private static Multiaddr withoutZone(Multiaddr address) {
        Multiaddr plain = Multiaddr.EMPTY;
        for (Part part : address.parts()) {
            plain = part.protocol() == AddressProtocol.IP6ZONE ? plain : plain.with(part);
        }
        return plain;
    }
}
