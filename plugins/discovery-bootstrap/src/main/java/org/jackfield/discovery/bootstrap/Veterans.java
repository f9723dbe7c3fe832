package org.jackfield.discovery.bootstrap;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jackfield.spi.peer.PeerId;

/** The steadiest peers seen lately, a bounded number of them. Pure. Not thread-safe. */
final class Veterans {
    /** For how long a peer is worth a try that has not been seen. */
    static final Duration LIFETIME = Duration.ofDays(30);
    private static final Comparator<Veteran> STEADIEST_FIRST = Comparator.comparing(Veteran::connected).thenComparing(Veteran::seen)
            .reversed();

    private final int most;
    private final Map<PeerId, Veteran> byPeer = new HashMap<>();

    Veterans(int most) {
        this.most = most;
    }

    /**
     * Takes a peer, in place of one less steady if there are enough.
     *
     * @return whether it is among them now and was not before
     */
    boolean add(Veteran veteran) {
        boolean known = byPeer.containsKey(veteran.peer());
        byPeer.merge(veteran.peer(), veteran, Veteran::seenAgain);
        if (byPeer.size() > most) {
            List<Veteran> all = steadiest();
            byPeer.remove(all.getLast().peer());
        }
        return !known && byPeer.containsKey(veteran.peer());
    }

    /** Forgets those that were not seen for long. */
    void expire(Instant now) {
        byPeer.values().removeIf(veteran -> veteran.seen().plus(LIFETIME).isBefore(now));
    }

    /** Lists them, the steadiest first. */
    List<Veteran> steadiest() {
        return byPeer.values().stream().sorted(STEADIEST_FIRST).toList();
    }
}
