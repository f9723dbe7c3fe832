package org.jackfield.spi.tck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jackfield.spi.Events;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.PeerStore;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** A peer store that forgets nothing but expired addresses. */
public final class FakePeerStore implements PeerStore {
    private final InstantSource clock;
    private final FakeEvents events;
    private final Map<PeerId, Map<Multiaddr, Instant>> addresses = new LinkedHashMap<>();
    private final Map<PeerId, PeerFacts> facts = new LinkedHashMap<>();

    FakePeerStore(InstantSource clock, FakeEvents events) {
        this.clock = clock;
        this.events = events;
    }

    @Override
    public synchronized void addAddresses(PeerId peer, Collection<Multiaddr> found, Duration lifetime) {
        Instant until = clock.instant().plus(lifetime);
        Map<Multiaddr, Instant> known = addresses.computeIfAbsent(peer, _ -> new LinkedHashMap<>());
        found.forEach(address -> known.merge(address.withoutPeer(), until, (old, now) -> old.isAfter(now) ? old : now));
    }

    @Override
    public synchronized void removeAddresses(PeerId peer, Collection<Multiaddr> lost) {
        Map<Multiaddr, Instant> known = addresses.getOrDefault(peer, new LinkedHashMap<>());
        lost.forEach(address -> known.remove(address.withoutPeer()));
    }

    @Override
    public synchronized List<Multiaddr> addresses(PeerId peer) {
        Instant now = clock.instant();
        return addresses.getOrDefault(peer, Map.of()).entrySet().stream().filter(entry -> entry.getValue().isAfter(now)).map(
                Map.Entry::getKey).toList();
    }

    @Override
    public void learn(PeerId peer, PeerFacts learned) {
        synchronized (this) {
            facts.put(peer, learned);
        }
        events.publish(new Events.PeerUpdated(peer, learned));
    }

    @Override
    public synchronized Optional<PeerFacts> facts(PeerId peer) {
        return Optional.ofNullable(facts.get(peer));
    }

    @Override
    public synchronized List<PeerId> peers() {
        Set<PeerId> known = new LinkedHashSet<>(addresses.keySet());
        known.addAll(facts.keySet());
        return List.copyOf(known);
    }
}
