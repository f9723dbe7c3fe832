package org.jackfield.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** Tells what happens on the node. */
public interface Events {
    /**
     * Calls {@code listener} for each event from now on, in order, on a virtual thread of this subscription. A listener that falls
     * {@value #MAX_PENDING} events behind misses the oldest ones.
     */
    Subscription subscribe(Consumer<Event> listener);

    /** How far a listener may fall behind. */
    int MAX_PENDING = 4096;

    /** Ends with {@link #close}. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Something that happened. */
    sealed interface Event {}

    /** A connection is ready for streams. */
    record Connected(Connection connection) implements Event {}

    /**
     * A connection ended.
     *
     * @param connection the connection, closed
     * @param remote     whether the peer or the network ended it
     * @param code       the code given
     * @param reason     in words
     */
    record Disconnected(Connection connection, boolean remote, ErrorCode code, String reason) implements Event {}

    /**
     * A link did not become a connection.
     *
     * @param remoteAddress from where it came
     * @param peer          who it was, if it came that far
     * @param stage         where it ended
     * @param reason        in words
     */
    record Refused(Multiaddr remoteAddress, Optional<PeerId> peer, DialFailed.Stage stage, String reason) implements Event {}

    /** The peer store learned about a peer. */
    record PeerUpdated(PeerId peer, PeerFacts facts) implements Event {}

    /** Discovery found a peer. */
    record PeerFound(PeerId peer, List<Multiaddr> addresses, String by) implements Event {}

    /** The node's own addresses or protocols changed. */
    record SelfUpdated(List<Multiaddr> addresses) implements Event {}

    /**
     * A dial ended, with a connection or without; told to each who asked for it, also where several share one.
     *
     * @param peer       who was dialed, if that was known
     * @param connection what came of it
     * @param attempts   the addresses that failed
     * @param took       from the first address to the end
     */
    record DialEnded(Optional<PeerId> peer, Optional<Connection> connection, List<DialFailed.Attempt> attempts, Duration took)
            implements Event {
        public DialEnded {
            attempts = List.copyOf(attempts);
        }
    }

    /** A stream is open and its protocol chosen; a stream that this node opened may still be refused by the peer. */
    record StreamOpened(Connection connection, ProtocolId protocol, Connection.Direction direction) implements Event {}

    /**
     * A stream ended.
     *
     * @param direction who opened it
     * @param clean     whether both sides said everything they had to say
     * @param reason    in words
     */
    record StreamClosed(Connection connection, ProtocolId protocol, Connection.Direction direction, boolean clean, String reason)
            implements Event {}

    /**
     * A limit of this node refused something. A limit that refuses often tells once a second.
     *
     * @param scope   such as {@code system} or {@code peer:12D3KooW…}
     * @param limit   such as {@code inbound-connections}
     * @param key     of the config file, where it can be raised
     * @param message all of it in words, with the present use
     */
    record LimitHit(String scope, String limit, String key, String message) implements Event {}

    /**
     * Something needs the operator's hand, or no longer does; see {@link Alerts}.
     *
     * @param source the plugin
     * @param key    what it is about
     * @param raised false when it is over
     */
    record Alert(String source, String key, String message, boolean raised) implements Event {}
}
