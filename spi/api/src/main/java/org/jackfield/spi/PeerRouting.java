package org.jackfield.spi;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** Tells where peers are. The kernel asks all routers in parallel and merges what they say. Blocking, thread-safe. */
public interface PeerRouting extends Component {
    /** Finds the addresses of a peer. */
    Optional<PeerAddress> findPeer(PeerId peer, Deadline deadline) throws IOException;

    /** Finds peers near a key, nearest first. */
    List<PeerAddress> closestPeers(Bytes key, int limit, Deadline deadline) throws IOException;
}
