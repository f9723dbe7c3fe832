package org.jackfield.spi;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jackfield.spi.peer.PeerAddress;

/** Finds peers, and lets this node be found. */
public interface Discovery extends Component {
    /**
     * Announces this node and reports peers until interrupted. Runs on a virtual thread of its own; a failure ends this method only and
     * is reported.
     *
     * @param self  this node and its current addresses
     * @param found takes each peer found; may be called often with the same peer, the kernel de-duplicates
     */
    void run(Supplier<PeerAddress> self, Consumer<PeerAddress> found) throws IOException;
}
