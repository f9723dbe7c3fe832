package org.jackfield.spi.datapath;

import java.io.IOException;

import org.jackfield.spi.Component;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.peer.Multiaddr;

/** Carries bytes to and from addresses of one kind. Thread-safe. */
public interface Transport extends Component {
    /** Tells whether this transport dials and listens on addresses of this form; ignores a trailing peer id. */
    boolean supports(Multiaddr address);

    /** Connects. Blocks the calling virtual thread; an interrupt or the deadline ends the attempt and frees the socket. */
    Link dial(Multiaddr address, Deadline deadline) throws IOException;

    /**
     * Listens. Port 0 takes any free one.
     *
     * @param inbound is asked about each channel right after it was accepted, before anything is read or sent
     */
    Listener listen(Multiaddr address, Inbound inbound) throws IOException;
}
