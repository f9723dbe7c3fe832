package org.jackfield.discovery.bootstrap;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.Connection;
import org.jackfield.spi.Host;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.snapshot.Reading;
import org.jackfield.spi.snapshot.SnapshotFile;
import org.jackfield.spi.snapshot.SnapshotFrame;

/** Learns which peers are steady, and keeps them for the next start. Belongs to one thread. */
final class Memory {
    /** A peer that stayed so long is steady. */
    static final Duration STEADY = Duration.ofMinutes(10);
    /** How old the times on disk may be; who is steady is on disk at once. */
    private static final Duration SAVE = Duration.ofMinutes(10);
    static final String NAME = "steady-peers.snapshot";
    private static final SnapshotFrame FRAME = new SnapshotFrame("jackfield steady peers", 1);
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    private final PluginContext context;
    private final Set<PeerId> listed;
    private final Veterans veterans;
    private final boolean off;
    private @Nullable SnapshotFile file;
    private Instant saved = Instant.EPOCH;
    private boolean writable = true;

    /**
     * @param listed peers that need not be learned
     * @param most   how many to keep; 0 keeps none
     */
    Memory(PluginContext context, Set<PeerId> listed, int most) {
        this.context = context;
        this.listed = listed;
        this.veterans = new Veterans(most);
        this.off = most == 0;
    }

    /** Takes up what was kept; a disk that does not answer is a warning, for the list in the config may do. */
    void load() {
        if (off) {
            return;
        }
        try {
            file = new SnapshotFile(context.directory().resolve(NAME), FRAME, context.clock());
            read(file).stream().filter(this::isOther).forEach(veterans::add);
            veterans.expire(context.clock().instant());
        } catch (IOException e) {
            LOG.warn("bootstrap cannot read the steady peers of earlier: {}", e.toString());
        }
    }

    private static List<Veteran> read(SnapshotFile file) throws IOException {
        return switch (file.read(VeteranText::decode)) {
            case Reading.Absent<List<Veteran>> _ -> List.of();
            case Reading.Content<List<Veteran>>(List<Veteran> veterans) -> veterans;
            case Reading.SetAside<List<Veteran>>(Path aside, String why) -> {
                LOG.warn("bootstrap forgets the steady peers of earlier: {} cannot be used, {}; it is kept as {} and can be deleted",
                        file.path(), why, aside.getFileName());
                yield List.of();
            }
        };
    }

    /** Lists the peers that are worth a try, the steadiest first. */
    List<PeerAddress> peers() {
        return veterans.steadiest().stream().map(Veteran::address).toList();
    }

    /** Looks who is steady; gives those that were not known as such. */
    List<PeerAddress> learn() {
        if (off) {
            return List.of();
        }
        Instant now = context.clock().instant();
        veterans.expire(now);
        List<PeerAddress> learned = new ArrayList<>();
        boolean seen = false;
        for (Connection connection : context.host().connections()) {
            Duration age = Duration.between(connection.info().openedAt(), now);
            PeerAddress address = address(connection);
            if (age.compareTo(STEADY) >= 0 && !listed.contains(address.peer()) && !address.addresses().isEmpty()) {
                seen = true;
                if (veterans.add(new Veteran(address, age, now))) {
                    learned.add(address);
                }
            }
        }
        if (!learned.isEmpty() || seen && Duration.between(saved, now).compareTo(SAVE) >= 0) {
            save(now);
        }
        return learned;
    }

    private boolean isOther(Veteran veteran) {
        return !listed.contains(veteran.peer());
    }

    private void save(Instant now) {
        SnapshotFile target = file;
        if (target == null) {
            return;
        }
        saved = now;
        try {
            target.write(VeteranText.encode(veterans.steadiest()));
            writable = true;
        } catch (ClosedByInterruptException _) {
            LOG.debug("bootstrap stops while it keeps the steady peers; the file is the one before or the new one");
        } catch (IOException e) {
            if (writable) {
                LOG.warn("bootstrap cannot keep the steady peers: {}", e.toString());
            }
            writable = false;
        }
    }

    /** Where a peer can be dialed: where it was, if it was we who did, and what it says. */
    private PeerAddress address(Connection connection) {
        Host host = context.host();
        List<Multiaddr> addresses = new ArrayList<>();
        if (connection.info().direction() == Connection.Direction.OUTBOUND) {
            addresses.add(connection.remoteAddress());
        }
        addresses.addAll(host.peers().addresses(connection.remotePeer()));
        return new PeerAddress(connection.remotePeer(), addresses.stream().distinct().limit(VeteranText.MAX_ADDRESSES).toList());
    }
}
