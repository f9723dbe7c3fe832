package org.jackfield.kernel.host;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import org.jackfield.kernel.ban.BanList;
import org.jackfield.kernel.event.Journal;
import org.jackfield.kernel.event.OpenStreams;
import org.jackfield.kernel.peer.MemoryPeerStore;
import org.jackfield.kernel.peer.PeerKeeper;
import org.jackfield.kernel.peer.PeerLimits;
import org.jackfield.kernel.peer.PeerWitness;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Alerts;
import org.jackfield.spi.Connection;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.Events;
import org.jackfield.spi.Gater;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.peer.PeerId;

/** What a node remembers: peers, bans and what happened. Hears each event as it happens; peers and bans survive a restart. Thread-safe. */
final class NodeMemory {
    private final NodeSpec spec;
    private final MemoryPeerStore peers;
    private final PeerWitness witness;
    private final Optional<PeerKeeper> keeper;
    private final BanList bans;
    private final Journal journal;
    private final OpenStreams streams = new OpenStreams();

    /**
     * @param connected whether a peer is connected
     * @param updated   hears what a peer said about itself
     */
    NodeMemory(NodeSpec spec, Predicate<PeerId> connected, BiConsumer<PeerId, PeerFacts> updated) {
        this.spec = spec;
        PeerLimits limits = new PeerLimits(spec.peers().maxPeers(), spec.peers().maxAddresses());
        peers = new MemoryPeerStore(limits, spec.clock(), spec.verifier(), new MemoryPeerStore.Surroundings(connected, updated));
        witness = new PeerWitness(peers);
        keeper = spec.data().map(directory -> new PeerKeeper(peers, directory, spec.clock()));
        bans = new BanList(spec.data(), spec.clock());
        journal = new Journal(spec.clock());
    }

    MemoryPeerStore peers() {
        return peers;
    }

    BanList bans() {
        return bans;
    }

    Journal journal() {
        return journal;
    }

    OpenStreams streams() {
        return streams;
    }

    /**
     * Takes up what was kept and goes on keeping it.
     *
     * @throws IOException if nobody can tell who is banned
     */
    void start(Alerts alerts, Tasks tasks) throws IOException {
        bans.load().ifPresent(lost -> alerts.raise("bans-lost", lost));
        keeper.ifPresent(each -> {
            each.load();
            tasks.fork("save peers", () -> each.run(spec.peers().saveInterval()));
        });
    }

    /** Takes note; on the thread that publishes. */
    void note(Events.Event event) {
        journal.note(event);
        streams.note(event);
        witness.note(event);
        if (event instanceof Events.Connected(Connection connection)) {
            // it may have passed the gate before the ban
            closeIfBanned(connection);
        }
    }

    /** Closes the connections of those who are banned now, and gives them. */
    List<Connection> closeBanned(List<Connection> connections) {
        return connections.stream().filter(this::closeIfBanned).toList();
    }

    /** Saves for the last time. */
    void close() {
        keeper.ifPresent(PeerKeeper::close);
    }

    private boolean closeIfBanned(Connection connection) {
        Connection.Info info = connection.info();
        Optional<String> refusal = bans.refuse(new Gater.Candidate(Gater.Stage.UPGRADED, info.direction(), Optional.of(info.peer()),
                Optional.of(info.remoteAddress())));
        refusal.ifPresent(reason -> connection.close(ErrorCode.GATED, reason));
        return refusal.isPresent();
    }
}
