package org.jackfield.discovery.mdns;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts what each key does against a bucket of its own that fills up with time. Bounded by forgetting the keys unused longest. Times are
 * nanoseconds of one monotonic clock. Not thread-safe.
 */
final class TokenBuckets<K> {
    /** Keys remembered. */
    static final int MAX_KEYS = 1024;

    private final int burst;
    private final long refill;
    private final Map<K, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Bucket> eldest) {
            return size() > MAX_KEYS;
        }
    };

    /**
     * @param burst  tokens in a full bucket, at least 1
     * @param refill nanoseconds until one more is there, positive
     */
    TokenBuckets(int burst, long refill) {
        this.burst = burst;
        this.refill = refill;
    }

    /** Takes a token; false if the key has none. */
    boolean take(K key, long now) {
        Bucket bucket = buckets.computeIfAbsent(key, _ -> new Bucket(now));
        long due = Math.min(burst - bucket.tokens, (now - bucket.filled) / refill);
        bucket.tokens += (int) due;
        bucket.filled = bucket.tokens == burst ? now : bucket.filled + due * refill;
        if (bucket.tokens == 0) {
            return false;
        }
        bucket.tokens--;
        return true;
    }

    /** Counts the keys remembered. */
    int size() {
        return buckets.size();
    }

    private final class Bucket {
        private int tokens = burst;
        private long filled;

        Bucket(long filled) {
            this.filled = filled;
        }
    }
}
