package org.jackfield.kernel.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jackfield.spi.Connection;
import org.jackfield.spi.DialFailed;
import org.jackfield.spi.Events;
import org.jackfield.spi.Events.Event;
import org.jackfield.spi.peer.PeerId;

/**
 * What the journal keeps of an event: values only, no connection, so that nothing outlives its end. Making one formats no text, for streams
 * come and go by the ten thousand a second.
 *
 * @param peer    whom it is about, if anyone
 * @param details by name; values are immutable: texts, numbers, booleans, addresses, ids, lists of them
 */
record Note(EventKind kind, Optional<PeerId> peer, Map<String, Object> details) {
    static final String ADDRESS = "address";
    static final String ADDRESSES = "addresses";
    static final String AGENT = "agent";
    static final String ATTEMPTS = "attempts";
    static final String BY = "by";
    static final String CLEAN = "clean";
    static final String CODE = "code";
    static final String CONNECTED = "connected";
    static final String DIRECTION = "direction";
    static final String KEY = "key";
    static final String LIMIT = "limit";
    static final String MESSAGE = "message";
    static final String MUXER = "muxer";
    static final String OPENED_AT = "openedAt";
    static final String PROTOCOL = "protocol";
    static final String PROTOCOLS = "protocols";
    static final String RAISED = "raised";
    static final String REASON = "reason";
    static final String REMOTE = "remote";
    static final String SCOPE = "scope";
    static final String SECURITY = "security";
    static final String SOURCE = "source";
    static final String STAGE = "stage";
    static final String TOOK_MILLIS = "tookMillis";

    static Note of(Event event) {
        return switch (event) {
            case Events.Connected(Connection connection) -> connected(connection.info());
            case Events.Disconnected ended -> disconnected(ended, ended.connection().info());
            case Events.Refused refused -> new Note(EventKind.REFUSED, refused.peer(),
                    Map.of(ADDRESS, refused.remoteAddress(), STAGE, refused.stage(), REASON, refused.reason()));
            case Events.DialEnded dial -> dialEnded(dial);
            case Events.StreamOpened opened -> new Note(EventKind.STREAM_OPENED, peer(opened.connection()),
                    Map.of(PROTOCOL, opened.protocol(), DIRECTION, opened.direction()));
            case Events.StreamClosed closed -> new Note(EventKind.STREAM_CLOSED, peer(closed.connection()), Map.of(PROTOCOL,
                    closed.protocol(), DIRECTION, closed.direction(), CLEAN, closed.clean(), REASON, closed.reason()));
            case Events.LimitHit hit -> new Note(EventKind.LIMIT_HIT, Optional.empty(),
                    Map.of(SCOPE, hit.scope(), LIMIT, hit.limit(), KEY, hit.key(), MESSAGE, hit.message()));
            case Events.PeerFound found -> new Note(EventKind.PEER_FOUND, Optional.of(found.peer()),
                    Map.of(BY, found.by(), ADDRESSES, List.copyOf(found.addresses())));
            case Events.PeerUpdated updated -> new Note(EventKind.PEER_UPDATED, Optional.of(updated.peer()),
                    Map.of(AGENT, updated.facts().agent(), PROTOCOLS, updated.facts().protocols().size()));
            case Events.SelfUpdated updated -> new Note(EventKind.SELF_UPDATED, Optional.empty(),
                    Map.of(ADDRESSES, List.copyOf(updated.addresses())));
            case Events.Alert alert -> new Note(EventKind.ALERT, Optional.empty(),
                    Map.of(SOURCE, alert.source(), KEY, alert.key(), MESSAGE, alert.message(), RAISED, alert.raised()));
        };
    }

    private static Note connected(Connection.Info info) {
        return new Note(EventKind.CONNECTED, Optional.of(info.peer()), Map.of(DIRECTION, info.direction(), ADDRESS, info.remoteAddress(),
                SECURITY, info.security(), MUXER, info.muxer()));
    }

    private static Note disconnected(Events.Disconnected ended, Connection.Info info) {
        return new Note(EventKind.DISCONNECTED, Optional.of(info.peer()), Map.of(DIRECTION, info.direction(), ADDRESS,
                info.remoteAddress(), REMOTE, ended.remote(), CODE, ended.code(), REASON, ended.reason(), OPENED_AT, info.openedAt()));
    }

    private static Note dialEnded(Events.DialEnded dial) {
        List<String> attempts = dial.attempts().stream().map(DialFailed.Attempt::toString).toList();
        Map<String, Object> ended = Map.of(CONNECTED, dial.connection().isPresent(), ATTEMPTS, attempts, TOOK_MILLIS,
                dial.took().toMillis());
        return new Note(EventKind.DIAL_ENDED, dial.peer().or(() -> dial.connection().map(Connection::remotePeer)), ended);
    }

    private static Optional<PeerId> peer(Connection connection) {
        return Optional.of(connection.remotePeer());
    }

    /** Gives a detail that this kind always has. */
    Object detail(String name) {
        Object value = details.get(name);
        if (value == null) {
            throw new IllegalStateException("a note of " + kind + " has no " + name);
        }
        return value;
    }

    boolean is(String name) {
        return Boolean.TRUE.equals(detail(name));
    }
}
