package org.jackfield.spi;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** A secured, muxed link to one peer. All methods are thread-safe. */
public interface Connection extends AutoCloseable {
    /** Tells what was agreed when the connection was made; never changes. */
    Info info();

    /** Names the peer, proved by its key. */
    default PeerId remotePeer() {
        return info().peer();
    }

    /** Tells where the peer was dialed, or from where it came. */
    default Multiaddr remoteAddress() {
        return info().remoteAddress();
    }

    /** Opens a stream; blocks while the peer has too many unacknowledged ones. See {@link Host#open} for late refusals. */
    PeerStream open(ProtocolId protocol, Deadline deadline) throws IOException;

    /** Counts open streams, both directions. */
    int streams();

    /** Gives the smoothed round trip as the muxer measures it; empty while it is unknown, and always with a muxer that has no pings. */
    default Optional<Duration> roundTrip() {
        return Optional.empty();
    }

    /** Tells whether new streams can be opened. */
    boolean isOpen();

    /**
     * Closes the connection and cuts all its streams, telling the peer {@code code} where the muxer can.
     *
     * @param reason for the operator of this node; stands in the event and the journal
     */
    void close(ErrorCode code, String reason);

    /** Closes the connection; open streams are cut. */
    @Override
    void close() throws IOException;

    /** Who started the connection. */
    enum Direction {
        /** The peer dialed us. */
        INBOUND,
        /** We dialed the peer. */
        OUTBOUND
    }

    /**
     * The fixed facts of a connection.
     *
     * @param peer          the peer, proved by its key
     * @param direction     who dialed
     * @param localAddress  our end
     * @param remoteAddress the peer's end, without its peer id
     * @param security      the security protocol in use
     * @param muxer         the muxer in use
     * @param openedAt      when the upgrade ended
     */
    record Info(PeerId peer, Direction direction, Multiaddr localAddress, Multiaddr remoteAddress, ProtocolId security, ProtocolId muxer,
            Instant openedAt) {}
}
