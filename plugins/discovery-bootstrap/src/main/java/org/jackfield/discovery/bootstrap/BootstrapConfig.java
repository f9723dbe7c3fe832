package org.jackfield.discovery.bootstrap;

import java.time.Duration;
import java.util.List;

import org.jackfield.spi.peer.Multiaddr;

/**
 * Options of bootstrap.
 *
 * @param peers    where the network begins: addresses that end in {@code /p2p/<peer id>}, at most 1000
 * @param interval how often to look whether there are connections enough, 100 ms to 1 d
 * @param minimum  peers this node wants to be connected to, 1 to 10000; while there are fewer, it connects
 * @param remember steady peers to keep on disk for the next start, 0 to 1000; 0 keeps none
 */
public record BootstrapConfig(List<Multiaddr> peers, Duration interval, int minimum, int remember) {
    private static final int MOST = 1000;
    private static final int MOST_CONNECTIONS = 10_000;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(1);

    public BootstrapConfig {
        peers = List.copyOf(peers);
        if (peers.size() > MOST) {
            throw new IllegalArgumentException("peers are at most " + MOST + ": " + peers.size());
        }
        for (Multiaddr peer : peers) {
            if (peer.peer().isEmpty() || peer.withoutPeer().isEmpty()) {
                throw new IllegalArgumentException("each of peers is an address that ends in /p2p/<peer id>: " + peer);
            }
        }
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("interval is " + SHORTEST + " to " + LONGEST + ": " + interval);
        }
        within("minimum", minimum, 1, MOST_CONNECTIONS);
        within("remember", remember, 0, MOST);
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " is " + least + " to " + most + ": " + value);
        }
    }
}
