package org.jackfield.spi;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds how often each of many may do something, such as each peer: a {@link TokenBucket} of its own for every key. Who disconnects and
 * comes again finds its bucket as it left it. Bounded by forgetting the keys unused longest, which then have a full bucket again.
 * Thread-safe.
 *
 * @param <K> equal where its bucket is the same
 */
public final class TokenBuckets<K> {
    private final long burst;
    private final Duration refill;
    private final Map<K, TokenBucket> buckets;

    /**
     * @param keys   how many are remembered, some 150 bytes and the key itself each; positive
     * @param burst  how often each may do it at once; positive
     * @param refill after how long it may do it once more; positive, at most 292 years
     */
    public TokenBuckets(int keys, int burst, Duration refill) {
        if (keys < 1 || burst < 1 || !refill.isPositive()) {
            throw new IllegalArgumentException("no such rate: " + burst + " at once, one more after " + refill + ", for each of " + keys);
        }
        this.burst = burst;
        this.refill = refill;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, TokenBucket> eldest) {
                return size() > keys;
            }
        };
    }

    /**
     * Takes a token of a key.
     *
     * @param now nanoseconds since any moment, the same one for each call, as of {@link System#nanoTime}
     * @return false if the key does it too often
     */
    public synchronized boolean take(K key, long now) {
        return buckets.computeIfAbsent(key, _ -> new TokenBucket(burst, refill)).take(now);
    }

    synchronized int size() {
        return buckets.size();
    }
}
