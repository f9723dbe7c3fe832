package org.jackfield.spi;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A point on the monotonic clock until which something may take. Absolute, so that all stages of one undertaking share it.
 *
 * @param nanoTime the point, on the scale of {@link System#nanoTime}; {@link Long#MAX_VALUE} means never
 */
public record Deadline(long nanoTime) {
    /** No bound. */
    public static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

    /** Sets a deadline from now; a duration of more than 100 years is {@link #NEVER}. */
    public static Deadline after(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration is negative: " + duration);
        }
        return duration.toDays() > 36_500 ? NEVER : new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** Tells whether this is the absence of a bound. */
    public boolean isNever() {
        return nanoTime == Long.MAX_VALUE;
    }

    /** Gives the time left in nanoseconds; zero or negative when passed, {@link Long#MAX_VALUE} for never. */
    public long remainingNanos() {
        return isNever() ? Long.MAX_VALUE : nanoTime - System.nanoTime();
    }

    /** Gives the time left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    /** Tells whether the point has passed. */
    public boolean hasPassed() {
        return remainingNanos() <= 0;
    }

    /** Gives the earlier of two deadlines. */
    public Deadline earlier(Deadline other) {
        return remainingNanos() <= other.remainingNanos() ? this : other;
    }

    @Override
    public String toString() {
        return isNever() ? "never" : "in " + TimeUnit.NANOSECONDS.toMillis(remainingNanos()) + " ms";
    }
}
