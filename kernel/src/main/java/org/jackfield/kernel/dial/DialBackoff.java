package org.jackfield.kernel.dial;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.jackfield.kernel.config.DialConfig.Backoff;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/**
 * Remembers which addresses of which peers have failed, and how long to leave them alone: longer with each failure. A peer none of whose
 * addresses answered is left alone as a whole. Forgets a peer when a dial to it succeeds, when its time is long over, and when there are too
 * many. Thread-safe. Source: go-libp2p (p2p/net/swarm/swarm_dial.go) for the times.
 */
final class DialBackoff {
    /** Peers remembered; with their addresses below some 8 MiB. */
    static final int MAX_PEERS = 2048;
    /** Addresses remembered of a peer; a little more than one dial tries. */
    static final int MAX_ADDRESSES = 32;

    private final Backoff config;
    private final InstantSource clock;
    private final Map<PeerId, Peer> peers = bounded(MAX_PEERS);

    DialBackoff(Backoff config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Gives the time until when an address is left alone; empty if it can be dialed. */
    synchronized Optional<Instant> until(PeerId peer, Multiaddr address) {
        Peer known = peers.get(peer);
        if (known == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        known.addresses.values().removeIf(failures -> isForgotten(failures, now));
        if (known.addresses.isEmpty() && (known.whole == null || isForgotten(known.whole, now))) {
            peers.remove(peer);
            return Optional.empty();
        }
        Failures failures = known.addresses.get(address);
        Instant until = later(failures, known.whole);
        return until.isAfter(now) ? Optional.of(until) : Optional.empty();
    }

    /** An address has failed. */
    synchronized void failed(PeerId peer, Multiaddr address) {
        Peer known = peers.computeIfAbsent(peer, _ -> new Peer());
        known.addresses.put(address, next(known.addresses.get(address)));
    }

    /** All addresses have failed. */
    synchronized void failed(PeerId peer) {
        Peer known = peers.computeIfAbsent(peer, _ -> new Peer());
        known.whole = next(known.whole);
    }

    /** There is a connection: whatever failed before does not count. */
    synchronized void succeeded(PeerId peer) {
        peers.remove(peer);
    }

    synchronized int size() {
        return peers.size();
    }

    private Failures next(@Nullable Failures before) {
        Instant now = clock.instant();
        long count = before == null || isForgotten(before, now) ? 0 : before.count();
        Duration pause = count > 1000 ? config.max() : shorter(config.base().plus(config.step().multipliedBy(count * count)), config.max());
        return new Failures(count + 1, now.plus(pause));
    }

    /** What is over for as long as the longest pause takes is no sign any more. */
    private boolean isForgotten(Failures failures, Instant now) {
        return now.isAfter(failures.until().plus(config.max()));
    }

    private static Instant later(@Nullable Failures one, @Nullable Failures two) {
        Instant first = one == null ? Instant.MIN : one.until();
        Instant second = two == null ? Instant.MIN : two.until();
        return first.isAfter(second) ? first : second;
    }

    private static Duration shorter(Duration one, Duration two) {
        return one.compareTo(two) <= 0 ? one : two;
    }

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    private record Failures(long count, Instant until) {}

    private static final class Peer {
        private final Map<Multiaddr, Failures> addresses = bounded(MAX_ADDRESSES);
        private @Nullable Failures whole;
    }
}
