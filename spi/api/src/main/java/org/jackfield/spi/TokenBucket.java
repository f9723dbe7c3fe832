package org.jackfield.spi;

import java.time.Duration;

/**
 * Bounds how often something may happen: a burst at once, then a steady rate. Knows no clock, and tolerates one that is set back: then the
 * wait for the next token begins anew. Not thread-safe.
 */
public final class TokenBucket {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long burst;
    private final long nanosPerToken;
    private long tokens;
    private long filledAt;
    private boolean used;

    /**
     * @param burst     how often it may happen at once; positive
     * @param perSecond how often it may happen per second in the long run; 1 to 1 000 000 000
     */
    public TokenBucket(long burst, long perSecond) {
        if (burst < 1 || perSecond < 1 || perSecond > NANOS_PER_SECOND) {
            throw new IllegalArgumentException("no such rate: " + burst + " at once, " + perSecond + " per second");
        }
        this.burst = burst;
        this.nanosPerToken = NANOS_PER_SECOND / perSecond;
        this.tokens = burst;
    }

    /**
     * @param burst  how often it may happen at once; positive
     * @param refill after how long it may happen once more; positive, at most 292 years
     */
    public TokenBucket(long burst, Duration refill) {
        if (burst < 1 || !refill.isPositive()) {
            throw new IllegalArgumentException("no such rate: " + burst + " at once, one more after " + refill);
        }
        this.burst = burst;
        this.nanosPerToken = refill.toNanos();
        this.tokens = burst;
    }

    /**
     * Takes a token.
     *
     * @param now nanoseconds since any moment, the same one for each call, as of {@link System#nanoTime}
     * @return false if it happens too often
     */
    public boolean take(long now) {
        if (!used || now - filledAt < 0) {
            used = true;
            filledAt = now;
        }
        long earned = (now - filledAt) / nanosPerToken;
        if (earned >= burst - tokens) {
            tokens = burst;
            filledAt = now;
        } else {
            tokens += earned;
            filledAt += earned * nanosPerToken;
        }
        if (tokens == 0) {
            return false;
        }
        tokens--;
        return true;
    }
}
