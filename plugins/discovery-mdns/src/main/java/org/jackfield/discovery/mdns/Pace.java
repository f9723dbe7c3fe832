package org.jackfield.discovery.mdns;

import java.time.Duration;

/**
 * When to answer on one link: soon after a question, but not so often that many questions get many answers. Pure; times are nanoseconds of
 * one monotonic clock. Source: RFC 6762 section 6.
 */
final class Pace {
    /** From one answer to the next. */
    static final Duration REST = Duration.ofSeconds(1);

    private long due = Long.MAX_VALUE;
    private long earliest;

    /**
     * Takes a question.
     *
     * @param delay nanoseconds to wait, random, so that not all neighbours speak at once
     */
    void asked(long now, long delay) {
        due = Math.min(due, Math.max(now + delay, earliest));
    }

    /** When an answer is due; {@link Long#MAX_VALUE} if nobody asks. */
    long due() {
        return due;
    }

    /** Notes that it was given. */
    void answered(long now) {
        due = Long.MAX_VALUE;
        earliest = now + REST.toNanos();
    }
}
