package org.jackfield.kernel.dial;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/**
 * Makes connections of addresses; what a dial drives. Thread-safe.
 *
 * @param <C> a connection
 */
public interface Connector<C> {
    /** Finds an open connection to a peer. */
    Optional<C> open(PeerId peer);

    /** Tells whether a transport dials addresses of this form. */
    boolean supports(Multiaddr address);

    /** Lists the addresses this node listens on. */
    List<Multiaddr> listening();

    /**
     * Connects, and admits the connection among those that {@link #open} finds. Blocks; ends by the deadline or an interrupt.
     *
     * @param observer hears of each stage that is done
     * @throws AttemptFailed with the stage; anything else ended the transport's connect
     */
    C connect(DialTarget target, Deadline deadline, DialObserver observer) throws IOException;

    /** Closes a connection that came too late to be of use. */
    void discard(C connection, String reason);
}
