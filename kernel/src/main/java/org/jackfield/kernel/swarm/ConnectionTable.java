package org.jackfield.kernel.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jackfield.spi.Connection;
import org.jackfield.spi.peer.PeerId;

/** The open connections by peer. Both ends may dial at once, so a peer can have several for a while. */
final class ConnectionTable {
    private final Map<PeerId, List<SwarmConnection>> byPeer = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    void add(SwarmConnection connection) {
        byPeer.compute(connection.remotePeer(), (_, known) -> {
            List<SwarmConnection> next = known == null ? new ArrayList<>(1) : new ArrayList<>(known);
            next.add(connection);
            return List.copyOf(next);
        });
        size.incrementAndGet();
    }

    /** Removes a connection; false if it was not there. */
    boolean remove(SwarmConnection connection) {
        boolean[] removed = new boolean[1];
        byPeer.computeIfPresent(connection.remotePeer(), (_, known) -> {
            List<SwarmConnection> next = new ArrayList<>(known);
            removed[0] = next.removeIf(each -> each == connection);
            return next.isEmpty() ? null : List.copyOf(next);
        });
        if (removed[0]) {
            size.decrementAndGet();
        }
        return removed[0];
    }

    Optional<SwarmConnection> find(PeerId peer) {
        return Duplicates.best(byPeer.getOrDefault(peer, List.of()));
    }

    /** Lists the connections to one peer. */
    List<SwarmConnection> with(PeerId peer) {
        return byPeer.getOrDefault(peer, List.of());
    }

    List<Connection> all() {
        List<Connection> all = new ArrayList<>(size.get());
        byPeer.values().forEach(all::addAll);
        return List.copyOf(all);
    }

    List<SwarmConnection> snapshot() {
        return byPeer.values().stream().flatMap(List::stream).toList();
    }

    int size() {
        return size.get();
    }
}
