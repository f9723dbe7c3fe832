package org.jackfield.kernel.limits;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.jackfield.kernel.config.PrefixLimits;
import org.jackfield.spi.TokenBucket;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.IpRange;

/** What the addresses of each network prefix of one length do: inbound connections at once, and how fast they come. Thread-safe. */
final class Prefixes {
    /** Prefixes remembered without a connection of theirs; some 200 bytes each. */
    static final int MAX_REMEMBERED = 16_384;

    private final int bits;
    private final String key;
    private final PrefixLimits limits;
    private final LongSupplier nanoTime;
    private final Map<IpRange, Prefix> known = new LinkedHashMap<>(64, 0.75f, true);

    /**
     * @param bits of the prefix
     * @param key  of its limits in the config
     */
    Prefixes(int bits, String key, PrefixLimits limits, LongSupplier nanoTime) {
        this.bits = bits;
        this.key = key;
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** Says no to a connection, and why. */
    record No(String scope, String limit, String key, String message) {}

    /** Takes a connection; empty if it was taken. */
    synchronized Optional<No> take(Bytes ip) {
        IpRange range = IpRange.around(ip, bits);
        Prefix prefix = known.computeIfAbsent(range, _ -> new Prefix(new TokenBucket(limits.burst(), limits.perSecond())));
        forget();
        if (prefix.connections >= limits.connections()) {
            return Optional
                    .of(no(range, "connections", prefix.connections + " of " + limits.connections() + " inbound connections are open"));
        }
        if (!prefix.bucket.take(nanoTime.getAsLong())) {
            return Optional.of(no(range, "per-second",
                    "more than " + limits.burst() + " inbound connections at once and " + limits.perSecond() + " per second"));
        }
        prefix.connections++;
        return Optional.empty();
    }

    /** Gives a connection back. */
    synchronized void give(Bytes ip) {
        Prefix prefix = known.get(IpRange.around(ip, bits));
        if (prefix != null) {
            prefix.connections--;
        }
    }

    /** Counts the prefixes remembered. */
    synchronized int size() {
        return known.size();
    }

    private No no(IpRange range, String limit, String what) {
        String fullKey = key + "." + limit;
        return new No(range.toString(), limit, fullKey, "limit of " + range + ": " + what + " (" + fullKey + ")");
    }

    /** Those with connections are as few as the connections, and are kept. */
    private void forget() {
        if (known.size() <= MAX_REMEMBERED) {
            return;
        }
        ArrayDeque<Map.Entry<IpRange, Prefix>> inUse = new ArrayDeque<>();
        Iterator<Map.Entry<IpRange, Prefix>> eldest = known.entrySet().iterator();
        while (eldest.hasNext()) {
            Map.Entry<IpRange, Prefix> entry = eldest.next();
            eldest.remove();
            if (entry.getValue().connections == 0) {
                break;
            }
            inUse.add(Map.entry(entry.getKey(), entry.getValue()));
        }
        inUse.forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    }

    private static final class Prefix {
        private final TokenBucket bucket;
        private int connections;

        Prefix(TokenBucket bucket) {
            this.bucket = bucket;
        }
    }
}
