package org.jackfield.kernel.config;

import java.time.Duration;
import java.util.List;

import org.jackfield.spi.peer.Multiaddr;

/**
 * The section {@code connections}: how many there should be, which stay, and which come back.
 *
 * @param lowWater         below it peers that discovery finds are dialed; trimming goes down to it; 0 or more
 * @param highWater        above it connections are trimmed; not below {@code lowWater}
 * @param grace            how long a new connection is not trimmed
 * @param idleTimeout      how long a connection may have no stream while there are more than {@code lowWater}; zero: for ever
 * @param autoDial         dial peers that discovery finds while there are fewer than {@code lowWater} connections
 * @param keep             peers to stay connected to, each with its peer id
 * @param reconnectPause   before the first dial after a lost connection to a kept peer; it doubles with each failure
 * @param reconnectLongest the longest such pause
 * @param reconnectGiveUp  failures in a row after which a kept peer is given up; 0: never
 */
public record ConnectionsConfig(int lowWater, int highWater, Duration grace, Duration idleTimeout, boolean autoDial, List<Multiaddr> keep,
        Duration reconnectPause, Duration reconnectLongest, int reconnectGiveUp) {
    public ConnectionsConfig {
        keep = List.copyOf(keep);
        if (lowWater < 0 || highWater < Math.max(1, lowWater)) {
            throw new IllegalArgumentException("high-water is not at least low-water and 1: " + highWater + ", " + lowWater);
        }
        if (grace.isNegative() || idleTimeout.isNegative()) {
            throw new IllegalArgumentException("grace and idle-timeout are not negative: " + grace + ", " + idleTimeout);
        }
        if (!reconnectPause.isPositive() || reconnectLongest.compareTo(reconnectPause) < 0) {
            throw new IllegalArgumentException("reconnect-pause is positive and at most reconnect-longest: " + reconnectPause);
        }
        if (reconnectGiveUp < 0) {
            throw new IllegalArgumentException("reconnect-give-up is below 0: " + reconnectGiveUp);
        }
        keep.stream().filter(address -> address.peer().isEmpty()).findFirst().ifPresent(address -> {
            throw new IllegalArgumentException("keep needs the peer id at the end, /p2p/…: " + address);
        });
    }

    /** Takes the watermarks of go-libp2p. */
    public static ConnectionsConfig defaults() {
        return new ConnectionsConfig(160, 192, Duration.ofMinutes(1), Duration.ofMinutes(10), true, List.of(), Duration.ofSeconds(1),
                Duration.ofMinutes(5), 0);
    }
}
