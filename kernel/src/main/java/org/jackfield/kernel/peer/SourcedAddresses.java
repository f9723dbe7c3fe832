package org.jackfield.kernel.peer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jackfield.spi.AddressSource;
import org.jackfield.spi.KnownAddress;
import org.jackfield.spi.peer.Multiaddr;

/** The addresses of one peer, apart by source: each source has its own room. Not thread-safe. */
final class SourcedAddresses {
    private final Map<AddressSource, Map<Multiaddr, Instant>> bySource = new EnumMap<>(AddressSource.class);
    private final int room;

    /**
     * @param room addresses kept per source
     */
    SourcedAddresses(int room) {
        this.room = room;
    }

    /** Adds addresses, or lets known ones live longer; where there is no room the ones unchanged longest go. */
    void add(Collection<Multiaddr> addresses, AddressSource source, Instant until) {
        Map<Multiaddr, Instant> known = bySource.computeIfAbsent(source, _ -> new LinkedHashMap<>());
        for (Multiaddr address : addresses) {
            Instant before = known.remove(address);
            known.put(address, before != null && before.isAfter(until) ? before : until);
            if (known.size() > room) {
                known.remove(known.keySet().iterator().next());
            }
        }
    }

    void forget(AddressSource source) {
        bySource.remove(source);
    }

    void remove(Multiaddr address) {
        bySource.values().forEach(known -> known.remove(address));
    }

    /** Lists what lives on after {@code now}, and forgets the rest. */
    List<KnownAddress> known(Instant now) {
        List<KnownAddress> all = new ArrayList<>();
        bySource.forEach((source, known) -> {
            known.values().removeIf(until -> !until.isAfter(now));
            known.forEach((address, until) -> all.add(new KnownAddress(address, source, until)));
        });
        return all;
    }

    /** Estimates the heap this takes, in bytes. */
    int weight() {
        int sum = 0;
        for (Map<Multiaddr, Instant> known : bySource.values()) {
            for (Multiaddr address : known.keySet()) {
                sum += Weight.of(address);
            }
        }
        return sum;
    }
}
