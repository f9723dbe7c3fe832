package org.jackfield.kernel.config;

import java.time.Duration;

/**
 * The section {@code peers}: what is kept of peers.
 *
 * @param maxPeers     peers kept, 100 to 100,000, some 8 KiB of heap each at most on average; connected peers are kept beyond it, others
 *                     go when they were unused longest
 * @param maxAddresses addresses kept per peer and source, 1 to 500
 * @param saveInterval how often what has changed is written to the data directory, 1 s to 1 h: so much is lost when the node is killed
 */
public record PeersConfig(int maxPeers, int maxAddresses, Duration saveInterval) {
    private static final int MIN_PEERS = 100;
    private static final int MAX_PEERS = 100_000;
    private static final int MAX_ADDRESSES = 500;
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_INTERVAL = Duration.ofHours(1);

    public PeersConfig {
        if (maxPeers < MIN_PEERS || maxPeers > MAX_PEERS) {
            throw new IllegalArgumentException("max-peers is " + MIN_PEERS + " to " + MAX_PEERS + ": " + maxPeers);
        }
        if (maxAddresses < 1 || maxAddresses > MAX_ADDRESSES) {
            throw new IllegalArgumentException("max-addresses is 1 to " + MAX_ADDRESSES + ": " + maxAddresses);
        }
        if (saveInterval.compareTo(MIN_INTERVAL) < 0 || saveInterval.compareTo(MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException("save-interval is 1s to 1h");
        }
    }

    /** Keeps what a busy node meets in some hours. */
    public static PeersConfig defaults() {
        return new PeersConfig(10_000, 64, Duration.ofMinutes(1));
    }
}
