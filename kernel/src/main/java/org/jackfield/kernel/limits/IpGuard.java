package org.jackfield.kernel.limits;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.jackfield.kernel.config.LimitsConfig;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.IpRange;
import org.jackfield.spi.peer.Multiaddr;

/** Bounds what comes in by IP address and by network, before any cryptography. Loopback is free. Thread-safe. */
final class IpGuard {
    private static final int IP4_BYTES = 4;

    private final List<Prefixes> ip4;
    private final List<Prefixes> ip6;

    /** The narrow prefix comes first, so that one address does not use up what its neighbours have. */
    IpGuard(LimitsConfig config, LongSupplier nanoTime) {
        ip4 = List.of(new Prefixes(32, "limits.ip4", config.ip4(), nanoTime),
                new Prefixes(24, "limits.ip4-block", config.ip4Block(), nanoTime));
        ip6 = List.of(new Prefixes(64, "limits.ip6", config.ip6(), nanoTime),
                new Prefixes(48, "limits.ip6-block", config.ip6Block(), nanoTime));
    }

    /** Gives the IP address of a link, an IPv4 one in IPv6 clothes without them; empty if it has none. */
    static Optional<Bytes> ip(Multiaddr remote) {
        return remote.first(AddressProtocol.IP4).or(() -> remote.first(AddressProtocol.IP6)).map(Multiaddr.Part::value)
                .map(IpGuard::plain);
    }

    /** Takes an inbound connection; empty if it was taken. */
    Optional<Prefixes.No> take(Bytes ip) {
        List<Prefixes> chain = chain(ip);
        for (int i = 0; i < chain.size(); i++) {
            Optional<Prefixes.No> no = chain.get(i).take(ip);
            if (no.isPresent()) {
                chain.subList(0, i).forEach(prefixes -> prefixes.give(ip));
                return no;
            }
        }
        return Optional.empty();
    }

    /** Gives an inbound connection back. */
    void give(Bytes ip) {
        chain(ip).forEach(prefixes -> prefixes.give(ip));
    }

    /** Counts the prefixes remembered. */
    int size() {
        return ip4.stream().mapToInt(Prefixes::size).sum() + ip6.stream().mapToInt(Prefixes::size).sum();
    }

    private List<Prefixes> chain(Bytes ip) {
        return ip.length() == IP4_BYTES ? ip4 : ip6;
    }

    private static Bytes plain(Bytes ip) {
        return IpRange.around(ip, ip.length() * Byte.SIZE).network();
    }
}
