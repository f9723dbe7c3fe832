package org.jackfield.proto.identify;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Identity;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerRecord;

/** Our own signed record: signed once per change and scope, because a signature costs more than all else here. Thread-safe. */
final class OwnRecord {
    /** Bytes of addresses in one record, so that its envelope stays within the 8 KiB message that others read. */
    private static final int MAX_BYTES = 6 * 1024;
    private static final long NANOS = 1_000_000_000L;

    private final Identity identity;
    private final InstantSource clock;
    private final Map<AddressScope, Bytes> sealed = new EnumMap<>(AddressScope.class);
    private List<Multiaddr> current = List.of();
    private long sequence;

    OwnRecord(Identity identity, InstantSource clock) {
        this.identity = identity;
        this.clock = clock;
    }

    /** Gives the envelope for peers in a scope; nothing if no address means anything there. */
    synchronized Optional<Bytes> sealed(AddressScope scope, List<Multiaddr> addresses) {
        if (!addresses.equals(current)) {
            current = List.copyOf(addresses);
            sequence = Math.max(sequence + 1, nanos(clock.instant()));
            sealed.clear();
        }
        List<Multiaddr> shown = bounded(scope.meaningful(current));
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(sealed.computeIfAbsent(scope, _ -> new PeerRecord(identity.id(), sequence, shown).seal(identity).encode()));
    }

    /** As go-libp2p does; a node that once used a finer unit than after a restart would look outdated for good. */
    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * NANOS + instant.getNano();
    }

    private static List<Multiaddr> bounded(List<Multiaddr> addresses) {
        List<Multiaddr> fitting = new ArrayList<>();
        int bytes = 0;
        for (Multiaddr address : addresses) {
            bytes += address.bytes().length() + 8;
            if (bytes > MAX_BYTES) {
                break;
            }
            fitting.add(address);
        }
        return fitting;
    }
}
