package org.jackfield.kernel.peer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.PeerStore;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** A peer store in memory: bounded in peers and in addresses per peer; what was used longest ago goes first. */
public final class MemoryPeerStore implements PeerStore {
    /** Peers kept; some 2 KiB each. */
    static final int MAX_PEERS = 10_000;
    /** Addresses kept per peer; go-libp2p keeps as many of a peer it is connected to. */
    static final int MAX_ADDRESSES = 500;

    private final InstantSource clock;
    private final BiConsumer<PeerId, PeerFacts> updated;
    private final Map<PeerId, Known> entries = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerId, Known> eldest) {
            return size() > MAX_PEERS;
        }
    };

    /**
     * @param updated hears what a peer said about itself
     */
    public MemoryPeerStore(InstantSource clock, BiConsumer<PeerId, PeerFacts> updated) {
        this.clock = clock;
        this.updated = updated;
    }

    @Override
    public synchronized void addAddresses(PeerId peer, Collection<Multiaddr> addresses, Duration lifetime) {
        if (addresses.isEmpty()) {
            return;
        }
        Map<Multiaddr, Instant> known = entry(peer).addresses;
        Instant until = clock.instant().plus(lifetime);
        for (Multiaddr address : addresses) {
            Multiaddr plain = address.withoutPeer();
            Instant before = known.remove(plain);
            known.put(plain, before != null && before.isAfter(until) ? before : until);
            if (known.size() > MAX_ADDRESSES) {
                known.remove(known.keySet().iterator().next());
            }
        }
    }

    @Override
    public synchronized void removeAddresses(PeerId peer, Collection<Multiaddr> addresses) {
        Known entry = entries.get(peer);
        if (entry != null) {
            addresses.forEach(address -> entry.addresses.remove(address.withoutPeer()));
        }
    }

    @Override
    public synchronized List<Multiaddr> addresses(PeerId peer) {
        Known entry = entries.get(peer);
        if (entry == null) {
            return List.of();
        }
        Instant now = clock.instant();
        entry.addresses.values().removeIf(until -> !until.isAfter(now));
        return List.copyOf(entry.addresses.keySet());
    }

    @Override
    public void learn(PeerId peer, PeerFacts facts) {
        synchronized (this) {
            entry(peer).facts = facts;
        }
        updated.accept(peer, facts);
    }

    @Override
    public synchronized Optional<PeerFacts> facts(PeerId peer) {
        Known entry = entries.get(peer);
        return entry == null ? Optional.empty() : Optional.ofNullable(entry.facts);
    }

    @Override
    public synchronized List<PeerId> peers() {
        return List.copyOf(entries.keySet());
    }

    private Known entry(PeerId peer) {
        return entries.computeIfAbsent(peer, _ -> new Known());
    }

    private static final class Known {
        private final Map<Multiaddr, Instant> addresses = new LinkedHashMap<>();
        private @Nullable PeerFacts facts;
    }
}
