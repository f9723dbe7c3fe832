package org.jackfield.proto.identify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jackfield.spi.peer.PeerId;

/**
 * Counts what peers do, each against a bucket of its own that fills up with time. Survives a peer's reconnects, so it is bounded by
 * forgetting the peers unused longest. Thread-safe.
 */
final class TokenBuckets {
    /** Peers remembered; some 100 bytes each. */
    static final int MAX_PEERS = 4096;

    private final int burst;
    private final Duration refill;
    private final InstantSource clock;
    private final Map<PeerId, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerId, Bucket> eldest) {
            return size() > MAX_PEERS;
        }
    };

    /**
     * @param burst  tokens in a full bucket, at least 1
     * @param refill time until one more is there, positive
     */
    TokenBuckets(int burst, Duration refill, InstantSource clock) {
        this.burst = burst;
        this.refill = refill;
        this.clock = clock;
    }

    /** Takes a token of a peer; false if it has none. */
    synchronized boolean take(PeerId peer) {
        Instant now = clock.instant();
        Bucket bucket = buckets.computeIfAbsent(peer, _ -> new Bucket(burst, now));
        bucket.fill(now);
        if (bucket.tokens == 0) {
            return false;
        }
        bucket.tokens--;
        return true;
    }

    /** Counts the peers remembered. */
    synchronized int size() {
        return buckets.size();
    }

    private final class Bucket {
        private int tokens;
        private Instant filled;

        Bucket(int tokens, Instant filled) {
            this.tokens = tokens;
            this.filled = filled;
        }

        void fill(Instant now) {
            Duration passed = Duration.between(filled, now);
            if (passed.isNegative()) {
                // the clock was set back
                filled = now;
                return;
            }
            long due = passed.dividedBy(refill);
            if (tokens + due >= burst) {
                tokens = burst;
                filled = now;
            } else if (due > 0) {
                tokens += (int) due;
                filled = filled.plus(refill.multipliedBy(due));
            }
        }
    }
}
