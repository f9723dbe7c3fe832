package org.jackfield.spi;

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
}
