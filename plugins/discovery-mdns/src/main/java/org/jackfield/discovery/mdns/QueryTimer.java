package org.jackfield.discovery.mdns;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to ask: at once, and then ever less often, each time somewhat earlier or later so that neighbours do not fall into step. Pure;
 * times are nanoseconds of one monotonic clock. Source: RFC 6762 section 5.2.
 */
final class QueryTimer {
    private static final double JITTER = 0.1;

    private final long first;
    private final long longest;
    private final RandomGenerator random;
    private long interval;
    private long due = Long.MAX_VALUE;

    QueryTimer(Duration first, Duration longest, RandomGenerator random) {
        this.first = first.toNanos();
        this.longest = longest.toNanos();
        this.random = random;
        this.interval = this.first;
    }

    /**
     * Begins anew, when there is somebody new to ask.
     *
     * @param delay nanoseconds to wait
     */
    void restart(long now, long delay) {
        interval = first;
        due = now + delay;
    }

    /** When to ask; {@link Long#MAX_VALUE} before the first {@link #restart}. */
    long due() {
        return due;
    }

    /** Notes that it was asked. */
    void asked(long now) {
        due = now + (long) (interval * random.nextDouble(1 - JITTER, 1 + JITTER));
        interval = Math.min(2 * interval, longest);
    }
}
