package org.jackfield.kernel.event;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jackfield.spi.Connection;
import org.jackfield.spi.Events;
import org.jackfield.spi.ProtocolId;

/** Counts the streams that are open by connection and protocol; what is kept of a connection ends with it. Thread-safe. */
public final class OpenStreams {
    private final Map<Connection, Map<ProtocolId, Integer>> byConnection = new ConcurrentHashMap<>();

    /** Counts what an event tells. */
    public void note(Events.Event event) {
        switch (event) {
            case Events.Connected(Connection connection) -> byConnection.put(connection, new ConcurrentHashMap<>());
            case Events.Disconnected ended -> byConnection.remove(ended.connection());
            case Events.StreamOpened opened -> count(opened.connection(), opened.protocol(), 1);
            case Events.StreamClosed closed -> count(closed.connection(), closed.protocol(), -1);
            default -> {
                // no stream comes or goes
            }
        }
    }

    /** Counts the open streams of a connection by protocol. */
    public Map<ProtocolId, Integer> of(Connection connection) {
        return new TreeMap<>(byConnection.getOrDefault(connection, Map.of()));
    }

    /** A stream may end after its connection, which is not to come back for that. */
    private void count(Connection connection, ProtocolId protocol, int change) {
        byConnection.getOrDefault(connection, new ConcurrentHashMap<>()).compute(protocol, (_, before) -> {
            int now = (before == null ? 0 : before) + change;
            return now <= 0 ? null : now;
        });
    }
}
