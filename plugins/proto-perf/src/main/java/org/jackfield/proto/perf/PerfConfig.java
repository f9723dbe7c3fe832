package org.jackfield.proto.perf;

import java.time.Duration;

/**
 * Options of the perf server. It caps no amount of bytes, because measuring is what it is for: run it where the peers are known.
 *
 * @param stall time within which the next 256 KiB of a stream have to move, else it is reset; at least 1 ms, at most 1 day
 */
public record PerfConfig(Duration stall) {
    private static final Duration MIN_STALL = Duration.ofMillis(1);
    private static final Duration MAX_STALL = Duration.ofDays(1);

    /** The options at their defaults. */
    public static final PerfConfig DEFAULTS = new PerfConfig(Duration.ofSeconds(30));

    public PerfConfig {
        if (stall.compareTo(MIN_STALL) < 0 || stall.compareTo(MAX_STALL) > 0) {
            throw new IllegalArgumentException("stall is 1 ms to 1 day: " + stall);
        }
    }
}
