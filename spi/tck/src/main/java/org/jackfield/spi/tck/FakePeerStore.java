package org.jackfield.spi.tck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.jackfield.spi.AddressSource;
import org.jackfield.spi.Events;
import org.jackfield.spi.KnownAddress;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.PeerStore;
import org.jackfield.spi.RecordVerdict;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.PeerRecord;
import org.jackfield.spi.peer.SignedEnvelope;

/** A peer store that forgets nothing but expired addresses. */
public final class FakePeerStore implements PeerStore {
    private final InstantSource clock;
    private final FakeEvents events;
    private final Map<PeerId, Map<AddressSource, Map<Multiaddr, Instant>>> addresses = new LinkedHashMap<>();
    private final Map<PeerId, PeerFacts> facts = new LinkedHashMap<>();
    private final Map<PeerId, SignedEnvelope> records = new LinkedHashMap<>();

    FakePeerStore(InstantSource clock, FakeEvents events) {
        this.clock = clock;
        this.events = events;
    }

    @Override
    public synchronized void addAddresses(PeerId peer, Collection<Multiaddr> found, AddressSource source, Duration lifetime) {
        if (source == AddressSource.CERTIFIED) {
            throw new IllegalArgumentException("certified addresses come with their record");
        }
        add(peer, found, source, lifetime);
    }

    @Override
    public synchronized RecordVerdict certify(PeerId peer, SignedEnvelope record, Predicate<Multiaddr> usable, Duration lifetime) {
        RecordVerdict verdict = RecordVerdict.of(peer, record, Optional.ofNullable(records.get(peer)), TestIdentities.verifier());
        if (verdict.counts()) {
            records.put(peer, record);
            known(peer).remove(AddressSource.CERTIFIED);
            known(peer).remove(AddressSource.IDENTIFY);
            List<Multiaddr> certified = PeerRecord.decode(record.payload()).addresses().stream().filter(usable).toList();
            add(peer, certified, AddressSource.CERTIFIED, lifetime);
        }
        return verdict;
    }

    @Override
    public synchronized void removeAddresses(PeerId peer, Collection<Multiaddr> lost) {
        known(peer).values().forEach(known -> lost.forEach(address -> known.remove(address.withoutPeer())));
    }

    @Override
    public synchronized List<KnownAddress> knownAddresses(PeerId peer) {
        Instant now = clock.instant();
        return addresses.getOrDefault(peer, Map.of()).entrySet().stream()
                .flatMap(source -> source.getValue().entrySet().stream()
                        .map(entry -> new KnownAddress(entry.getKey(), source.getKey(), entry.getValue())))
                .filter(known -> known.expires().isAfter(now)).toList();
    }

    @Override
    public void learn(PeerId peer, PeerFacts learned) {
        synchronized (this) {
            facts.put(peer, learned);
        }
        events.publish(new Events.PeerUpdated(peer, facts(peer).orElseThrow()));
    }

    @Override
    public synchronized Optional<PeerFacts> facts(PeerId peer) {
        return Optional.ofNullable(facts.get(peer)).map(said -> said.withSignedRecord(Optional.ofNullable(records.get(peer))));
    }

    @Override
    public synchronized List<PeerId> peers() {
        Set<PeerId> known = new LinkedHashSet<>(addresses.keySet());
        known.addAll(facts.keySet());
        return List.copyOf(known);
    }

    private void add(PeerId peer, Collection<Multiaddr> found, AddressSource source, Duration lifetime) {
        Instant until = clock.instant().plus(lifetime);
        Map<Multiaddr, Instant> known = known(peer).computeIfAbsent(source, _ -> new LinkedHashMap<>());
        found.stream().filter(address -> address.peer().filter(other -> !other.equals(peer)).isEmpty()).map(Multiaddr::withoutPeer)
                .filter(address -> !address.isEmpty())
                .forEach(address -> known.merge(address, until, (old, now) -> old.isAfter(now) ? old : now));
    }

    private Map<AddressSource, Map<Multiaddr, Instant>> known(PeerId peer) {
        return addresses.computeIfAbsent(peer, _ -> new EnumMap<>(AddressSource.class));
    }
}
