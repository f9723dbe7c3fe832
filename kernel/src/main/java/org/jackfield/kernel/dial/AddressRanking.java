package org.jackfield.kernel.dial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;

/**
 * Decides in which order and how far apart the known addresses of a peer are dialed. Pure. Private and public addresses start side by side;
 * each kind begins with the best address, goes on a step later with the best of the other version of IP, and another step later with all the
 * rest. Source: go-libp2p's ranking (p2p/net/swarm/dial_ranker.go), after RFC 8305.
 */
final class AddressRanking {
    /** A step: about a round trip. */
    private static final Duration PUBLIC_STEP = Duration.ofMillis(250);
    private static final Duration PRIVATE_STEP = Duration.ofMillis(30);
    /** Before addresses that are neither QUIC nor TCP. */
    private static final Duration PUBLIC_OTHER = Duration.ofSeconds(1);
    private static final Duration PRIVATE_OTHER = Duration.ofMillis(100);
    /** How much longer relays wait if there is a direct way. */
    private static final Duration RELAY_LAG = Duration.ofMillis(500);

    private AddressRanking() {}

    /**
     * When to dial an address.
     *
     * @param delay from the begin of the dial
     */
    record Ranked(Multiaddr address, Duration delay) {}

    /** Ranks addresses, the soonest first. */
    static List<Ranked> rank(Collection<Multiaddr> addresses) {
        List<Multiaddr> relayed = addresses.stream().filter(address -> address.has(AddressProtocol.P2P_CIRCUIT)).toList();
        List<Multiaddr> direct = addresses.stream().filter(address -> !address.has(AddressProtocol.P2P_CIRCUIT)).toList();
        List<Multiaddr> near = direct.stream().filter(AddressRanking::isNear).toList();
        List<Multiaddr> far = direct.stream().filter(address -> !isNear(address)).toList();
        Duration lag = direct.isEmpty() ? Duration.ZERO : RELAY_LAG;
        return Stream.of(rank(near, PRIVATE_STEP, PRIVATE_OTHER, Duration.ZERO), rank(far, PUBLIC_STEP, PUBLIC_OTHER, Duration.ZERO),
                rank(relayed, PUBLIC_STEP, PUBLIC_OTHER, lag)).flatMap(List::stream).sorted(Comparator.comparing(Ranked::delay)).toList();
    }

    /** Gives the pause that suits an address. */
    static Duration step(Multiaddr address) {
        return isNear(address) && !address.has(AddressProtocol.P2P_CIRCUIT) ? PRIVATE_STEP : PUBLIC_STEP;
    }

    /** Tells whether an address is on this machine or this site. */
    static boolean isNear(Multiaddr address) {
        return address.isLoopback() || address.isPrivate();
    }

    private static List<Ranked> rank(List<Multiaddr> group, Duration step, Duration other, Duration lag) {
        List<Ranked> ranked = new ArrayList<>();
        stagger(Kind.QUIC, group, step, lag, ranked);
        stagger(Kind.TCP, group, step, after(ranked, step, lag), ranked);
        Duration last = after(ranked, other, lag);
        Kind.OTHER.of(group).forEach(address -> ranked.add(new Ranked(address, last)));
        return ranked;
    }

    /** One address, a step later one of the other version of IP, a step later the rest. */
    private static void stagger(Kind kind, List<Multiaddr> group, Duration step, Duration begin, List<Ranked> into) {
        List<Multiaddr> left = new ArrayList<>(kind.of(group));
        if (left.isEmpty()) {
            return;
        }
        Multiaddr first = left.removeFirst();
        into.add(new Ranked(first, begin));
        Duration next = begin.plus(step);
        Optional<Multiaddr> second = isIp6(first) ? left.stream().filter(address -> !isIp6(address)).findFirst() : Optional.empty();
        if (second.isPresent()) {
            left.remove(second.get());
            into.add(new Ranked(second.get(), next));
            next = next.plus(step);
        }
        for (Multiaddr rest : left) {
            into.add(new Ranked(rest, next));
        }
    }

    private static Duration after(List<Ranked> before, Duration pause, Duration begin) {
        return before.isEmpty() ? begin : before.getLast().delay().plus(pause);
    }

    private static boolean isIp6(Multiaddr address) {
        return address.has(AddressProtocol.IP6);
    }

    /** What carries the bytes. */
    private enum Kind {
        QUIC, TCP, OTHER;

        /** Gives those of this kind, best first: plain before WebSocket, IPv6 first, and low ports, which are more likely listened on. */
        List<Multiaddr> of(List<Multiaddr> addresses) {
            return addresses.stream().filter(address -> kind(address) == this).sorted(Comparator.comparing(Kind::isWrapped)
                    .thenComparing(address -> !isIp6(address)).thenComparingInt(Kind::port)).toList();
        }

        private static Kind kind(Multiaddr address) {
            if (address.has(AddressProtocol.QUIC_V1) || address.has(AddressProtocol.QUIC)) {
                return QUIC;
            }
            return address.has(AddressProtocol.TCP) ? TCP : OTHER;
        }

        private static boolean isWrapped(Multiaddr address) {
            return address.has(AddressProtocol.WS) || address.has(AddressProtocol.WSS) || address.has(AddressProtocol.WEBTRANSPORT);
        }

        private static int port(Multiaddr address) {
            Optional<Bytes> port = address.first(AddressProtocol.TCP).or(() -> address.first(AddressProtocol.UDP))
                    .map(Multiaddr.Part::value);
            return port.map(value -> value.at(0) << 8 | value.at(1)).orElse(0);
        }
    }
}
