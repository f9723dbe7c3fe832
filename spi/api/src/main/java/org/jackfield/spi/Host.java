package org.jackfield.spi;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerAddress;
import org.jackfield.spi.peer.PeerId;

/** The node as a plugin sees it. All methods are thread-safe. */
public interface Host {
    /** Names this node. */
    PeerId id();

    /** Lists the addresses this node can be dialed at, without its peer id; empty before listening. */
    List<Multiaddr> addresses();

    /** Lists the protocols this node serves. */
    Set<ProtocolId> protocols();

    /**
     * Connects to a peer, or gives the connection that exists already. Blocks.
     *
     * @param peer the peer and addresses to try first; addresses known to the peer store follow
     * @throws DialFailed with one row per address tried
     */
    Connection connect(PeerAddress peer, Deadline deadline) throws IOException;

    /**
     * Opens a stream; routes to the peer and dials it if need be. Blocks for the dial, not for the protocol's answer where it can be
     * assumed: then a refusal surfaces as {@link NegotiationFailed} on the first read.
     */
    PeerStream open(PeerId peer, ProtocolId protocol, Deadline deadline) throws IOException;

    /** Lists the open connections. */
    List<Connection> connections();

    /** Finds the open connection to a peer. */
    default Optional<Connection> connectionTo(PeerId peer) {
        return connections().stream().filter(connection -> connection.remotePeer().equals(peer)).findFirst();
    }

    /** What is known about peers. */
    PeerStore peers();

    /** Tells what happens on this node. */
    Events events();

    /** Decides which connections stay. */
    ConnectionManager connectionManager();
}
