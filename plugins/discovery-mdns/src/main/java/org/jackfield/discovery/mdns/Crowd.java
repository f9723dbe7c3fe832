package org.jackfield.discovery.mdns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jackfield.spi.TokenBucket;
import org.jackfield.spi.TokenBuckets;
import org.jackfield.spi.peer.PeerId;

/**
 * Bounds how many peers the neighbours may bring, so that one of them cannot push the others out of the peer store: a burst and then some
 * a minute, each and all together. A peer that the same neighbour brought lately counts no more. Not thread-safe.
 */
final class Crowd {
    /** Peers one neighbour may bring at once: as many nodes on one machine. */
    static final int BURST = 32;
    /** Then it may bring six a minute. */
    static final Duration REFILL = Duration.ofSeconds(10);
    /** Peers all neighbours together may bring at once. */
    static final int BURST_OF_ALL = 512;
    /** Then they may bring 60 a minute. */
    static final Duration REFILL_OF_ALL = Duration.ofSeconds(1);
    /** Neighbours whose peers, or packets, are counted. */
    static final int NEIGHBOURS = 1024;
    private static final int REMEMBERED = 1024;

    private final TokenBuckets<InetAddress> each = new TokenBuckets<>(NEIGHBOURS, BURST, REFILL);
    private final TokenBucket all = new TokenBucket(BURST_OF_ALL, REFILL_OF_ALL);
    private final Set<Brought> known = Collections.newSetFromMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Brought, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    private record Brought(InetAddress by, PeerId peer) {}

    /** Whether a neighbour may bring this peer now, in nanoseconds of one monotonic clock. */
    boolean admits(InetAddress by, PeerId peer, long now) {
        Brought brought = new Brought(by, peer);
        if (known.contains(brought)) {
            // adding it again makes it the youngest
            known.add(brought);
            return true;
        }
        return each.take(by, now) && all.take(now) && known.add(brought);
    }
}
