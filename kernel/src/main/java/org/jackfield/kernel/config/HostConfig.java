package org.jackfield.kernel.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jackfield.spi.peer.Multiaddr;

/**
 * The section {@code host}.
 *
 * @param keyFile            private key of this node, made at the first start; a relative path is below the data directory
 * @param listen             where to take connections; may be empty
 * @param announce           what to tell others instead of the addresses listened on; empty: those
 * @param upgradeTimeout     for one inbound connection, from the first byte to the agreed muxer
 * @param negotiationTimeout for agreeing on the protocol of one stream
 */
public record HostConfig(Path keyFile, List<Multiaddr> listen, List<Multiaddr> announce, Duration upgradeTimeout,
        Duration negotiationTimeout) {
    public HostConfig {
        listen = List.copyOf(listen);
        announce = List.copyOf(announce);
        requirePositive("upgrade-timeout", upgradeTimeout);
        requirePositive("negotiation-timeout", negotiationTimeout);
    }

    /** Listens on the port of libp2p, on all interfaces. */
    public static HostConfig defaults() {
        List<Multiaddr> listen = List.of(Multiaddr.parse("/ip4/0.0.0.0/tcp/4001"), Multiaddr.parse("/ip6/::/tcp/4001"));
        return new HostConfig(Path.of("identity.key"), listen, List.of(), Duration.ofSeconds(15), Duration.ofSeconds(10));
    }

    private static void requirePositive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(key + " is not positive");
        }
    }
}
