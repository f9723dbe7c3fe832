package org.jackfield.proto.ping;

import java.time.Duration;

/**
 * Options of the ping responder.
 *
 * @param idle           silence after which this node ends a stream; go-libp2p waits 10 s, rust-libp2p pings every 15 s on one stream; at
 *                       least 1 ms, at most 1 day
 * @param streamsPerPeer streams one peer may have open to this node at a time, 1 to 1024; go-libp2p and js-libp2p allow 2
 */
public record PingConfig(Duration idle, int streamsPerPeer) {
    private static final Duration MIN_IDLE = Duration.ofMillis(1);
    private static final Duration MAX_IDLE = Duration.ofDays(1);
    private static final int MAX_STREAMS = 1024;

    /** The options at their defaults. */
    public static final PingConfig DEFAULTS = new PingConfig(Duration.ofMinutes(1), 2);

    public PingConfig {
        if (idle.compareTo(MIN_IDLE) < 0 || idle.compareTo(MAX_IDLE) > 0) {
            throw new IllegalArgumentException("idle is 1 ms to 1 day: " + idle);
        }
        if (streamsPerPeer < 1 || streamsPerPeer > MAX_STREAMS) {
            throw new IllegalArgumentException("streams-per-peer is 1 to " + MAX_STREAMS + ": " + streamsPerPeer);
        }
    }
}
