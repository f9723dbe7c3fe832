package org.jackfield.kernel.peer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jackfield.spi.AddressSource;
import org.jackfield.spi.KnownAddress;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.PeerStore;
import org.jackfield.spi.RecordVerdict;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.PeerRecord;
import org.jackfield.spi.peer.SignatureVerifier;
import org.jackfield.spi.peer.SignedEnvelope;

/**
 * A peer store in memory: bounded in peers, in addresses per peer and in all; what was used longest ago goes first, connected peers never.
 */
public final class MemoryPeerStore implements PeerStore {
    private final PeerLimits limits;
    private final InstantSource clock;
    private final SignatureVerifier verifier;
    private final Surroundings around;
    private final Map<PeerId, PeerEntry> entries = new LinkedHashMap<>(64, 0.75f, true);
    private long weight;
    private long changes;

    /**
     * What the store asks and tells.
     *
     * @param connected whether a peer is connected; asked under the store's lock
     * @param updated   hears what a peer said about itself
     */
    public record Surroundings(Predicate<PeerId> connected, BiConsumer<PeerId, PeerFacts> updated) {
        /** Nobody is connected and nobody listens. */
        public static final Surroundings NONE = new Surroundings(_ -> false, (_, _) -> {});
    }

    public MemoryPeerStore(PeerLimits limits, InstantSource clock, SignatureVerifier verifier, Surroundings around) {
        this.limits = limits;
        this.clock = clock;
        this.verifier = verifier;
        this.around = around;
    }

    @Override
    public void addAddresses(PeerId peer, Collection<Multiaddr> addresses, AddressSource source, Duration lifetime) {
        if (source == AddressSource.CERTIFIED) {
            throw new IllegalArgumentException("certified addresses come with their record");
        }
        List<Multiaddr> own = own(peer, addresses);
        if (!own.isEmpty()) {
            change(peer, entry -> entry.addresses.add(own, source, clock.instant().plus(lifetime)));
        }
    }

    @Override
    public RecordVerdict certify(PeerId peer, SignedEnvelope offered, Predicate<Multiaddr> usable, Duration lifetime) {
        // outside the lock, for it takes the arithmetic of a signature
        RecordVerdict first = RecordVerdict.of(peer, offered, record(peer), verifier);
        if (!first.counts()) {
            return first;
        }
        // copied, since a decoded envelope shares the memory of the message it came in
        SignedEnvelope record = SignedEnvelope.decode(offered.encode());
        List<Multiaddr> addresses = own(peer, PeerRecord.decode(record.payload()).addresses()).stream().filter(usable)
                .limit(limits.maxAddresses()).toList();
        synchronized (this) {
            // by now another thread may have brought a newer one; the signature was looked at
            RecordVerdict verdict = RecordVerdict.of(peer, record, record(peer), (_, _, _) -> true);
            if (verdict.counts()) {
                change(peer, entry -> replace(entry, record, addresses, clock.instant().plus(lifetime)));
            }
            return verdict;
        }
    }

    @Override
    public synchronized void removeAddresses(PeerId peer, Collection<Multiaddr> addresses) {
        if (entries.containsKey(peer)) {
            change(peer, entry -> addresses.forEach(address -> entry.addresses.remove(address.withoutPeer())));
        }
    }

    @Override
    public synchronized List<KnownAddress> knownAddresses(PeerId peer) {
        PeerEntry entry = entries.get(peer);
        return entry == null ? List.of() : entry.addresses.known(clock.instant());
    }

    @Override
    public void learn(PeerId peer, PeerFacts facts) {
        change(peer, entry -> entry.facts(facts));
        around.updated().accept(peer, facts(peer).orElse(facts));
    }

    @Override
    public synchronized Optional<PeerFacts> facts(PeerId peer) {
        return Optional.ofNullable(entries.get(peer)).flatMap(PeerEntry::facts);
    }

    @Override
    public synchronized List<PeerId> peers() {
        return List.copyOf(entries.keySet());
    }

    /** Notes that a peer is or was connected now. */
    public void seen(PeerId peer) {
        change(peer, entry -> entry.lastSeen(clock.instant()));
    }

    /** Tells when a peer was last connected; empty if never, or that is forgotten. */
    public synchronized Optional<Instant> lastSeen(PeerId peer) {
        return Optional.ofNullable(entries.get(peer)).flatMap(PeerEntry::lastSeen);
    }

    /** Grows with each change. */
    synchronized long changes() {
        return changes;
    }

    /** Lists all that is known and has not expired, the peers unused longest first. Locks for one peer at a time. */
    List<PeerRow> rows() {
        List<Map.Entry<PeerId, PeerEntry>> all;
        synchronized (this) {
            all = entries.entrySet().stream().map(each -> Map.entry(each.getKey(), each.getValue())).toList();
        }
        List<PeerRow> rows = new ArrayList<>(all.size());
        all.forEach(each -> rows.add(row(each.getKey(), each.getValue())));
        return rows;
    }

    /** Takes up again what {@link #rows} gave; peers of whom no address lives are left out. */
    synchronized void restore(List<PeerRow> rows) {
        Instant now = clock.instant();
        for (PeerRow row : rows) {
            List<KnownAddress> live = row.addresses().stream().filter(known -> known.expires().isAfter(now)).toList();
            if (!live.isEmpty()) {
                change(row.peer(), entry -> restore(entry, row, live));
            }
        }
    }

    private static void restore(PeerEntry entry, PeerRow row, List<KnownAddress> live) {
        live.forEach(known -> entry.addresses.add(List.of(known.address()), known.source(), known.expires()));
        row.facts().ifPresent(entry::facts);
        row.record().ifPresent(entry::record);
        row.lastSeen().ifPresent(entry::lastSeen);
    }

    private synchronized PeerRow row(PeerId peer, PeerEntry entry) {
        Optional<PeerFacts> facts = entry.facts().map(said -> said.withSignedRecord(Optional.empty()));
        return new PeerRow(peer, entry.addresses.known(clock.instant()), facts, entry.record(), entry.lastSeen());
    }

    private synchronized Optional<SignedEnvelope> record(PeerId peer) {
        return Optional.ofNullable(entries.get(peer)).flatMap(PeerEntry::record);
    }

    private static void replace(PeerEntry entry, SignedEnvelope record, List<Multiaddr> addresses, Instant until) {
        entry.addresses.forget(AddressSource.CERTIFIED);
        entry.addresses.forget(AddressSource.IDENTIFY);
        entry.addresses.add(addresses, AddressSource.CERTIFIED, until);
        entry.record(record);
    }

    /** Keeps the addresses that lead to this peer, without its id. */
    private static List<Multiaddr> own(PeerId peer, Collection<Multiaddr> addresses) {
        return addresses.stream().filter(address -> address.peer().filter(other -> !other.equals(peer)).isEmpty())
                .map(Multiaddr::withoutPeer).filter(address -> !address.isEmpty()).distinct().toList();
    }

    private synchronized void change(PeerId peer, Consumer<PeerEntry> change) {
        PeerEntry entry = entries.computeIfAbsent(peer, _ -> new PeerEntry(limits.maxAddresses()));
        change.accept(entry);
        int before = entry.weight;
        entry.weight = entry.estimate();
        weight += entry.weight - before;
        changes++;
        makeRoom();
    }

    private void makeRoom() {
        for (int unseen = entries.size(); isFull() && unseen > 0; unseen--) {
            Map.Entry<PeerId, PeerEntry> eldest = entries.entrySet().iterator().next();
            PeerEntry entry = eldest.getValue();
            entries.remove(eldest.getKey());
            if (around.connected().test(eldest.getKey())) {
                // as if it had just been used, so that the next look begins behind it
                entries.put(eldest.getKey(), entry);
            } else {
                weight -= entry.weight;
            }
        }
    }

    private boolean isFull() {
        return entries.size() > limits.maxPeers() || weight > limits.maxWeight();
    }
}
