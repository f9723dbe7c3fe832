package org.jackfield.kernel.config;

import java.time.Duration;
import java.util.List;

import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;

/**
 * The section {@code dial}.
 *
 * @param timeout               for one dial, all addresses of the peer together
 * @param addressTimeout        for one address, from connecting to the agreed muxer
 * @param privateAddressTimeout likewise for an address of this machine or site
 * @param maxConcurrent         addresses dialed at a time
 * @param maxPerPeer            addresses of one peer dialed at a time
 * @param maxWaiting            addresses that wait until fewer are dialed; beyond, refused
 * @param maxAddresses          addresses of one peer dialed in all
 * @param backoff               how long to leave alone what failed
 * @param dns                   how names become addresses
 */
public record DialConfig(Duration timeout, Duration addressTimeout, Duration privateAddressTimeout, int maxConcurrent, int maxPerPeer,
        int maxWaiting, int maxAddresses, Backoff backoff, Dns dns) {
    public DialConfig {
        requirePositive("timeout", timeout);
        requirePositive("address-timeout", addressTimeout);
        requirePositive("private-address-timeout", privateAddressTimeout);
        requireOneOrMore("max-concurrent", maxConcurrent);
        requireOneOrMore("max-per-peer", maxPerPeer);
        requireOneOrMore("max-waiting", maxWaiting);
        requireOneOrMore("max-addresses", maxAddresses);
    }

    /** Gives the bounds of go-libp2p, and of js-libp2p for the addresses of a peer. */
    public static DialConfig defaults() {
        return new DialConfig(Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofSeconds(5), 160, 8, 4096, 25,
                new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(5)),
                new Dns(List.of(), Duration.ofSeconds(10)));
    }

    /** Gives these bounds with another time for one dial. */
    public DialConfig withTimeout(Duration other) {
        return new DialConfig(other, addressTimeout, privateAddressTimeout, maxConcurrent, maxPerPeer, maxWaiting, maxAddresses, backoff,
                dns);
    }

    /**
     * The section {@code dial.backoff}: the pause after the n-th failure in a row is {@code base + step * (n - 1)^2}.
     *
     * @param base after the first failure
     * @param step what makes it longer
     * @param max  longest pause
     */
    public record Backoff(Duration base, Duration step, Duration max) {
        public Backoff {
            requirePositive("max", max);
            if (base.isNegative() || base.compareTo(max) > 0) {
                throw new IllegalArgumentException("base is negative or above max");
            }
            if (step.isNegative() || step.compareTo(max) > 0) {
                throw new IllegalArgumentException("step is negative or above max");
            }
        }
    }

    /**
     * The section {@code dial.dns}.
     *
     * @param servers name servers for TXT records, such as /ip4/9.9.9.9/udp/53; empty: those of the system. IP addresses of names come from
     *                the system in any case
     * @param timeout for all names one address leads to
     */
    public record Dns(List<Multiaddr> servers, Duration timeout) {
        public Dns {
            servers = List.copyOf(servers);
            requirePositive("timeout", timeout);
            if (servers.stream().anyMatch(server -> !server.has(AddressProtocol.UDP) || server.socketAddress().isEmpty())) {
                throw new IllegalArgumentException("servers are IP addresses with a UDP port, such as /ip4/9.9.9.9/udp/53");
            }
        }
    }

    private static void requirePositive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(key + " is not positive");
        }
    }

    private static void requireOneOrMore(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " is below 1");
        }
    }
}
