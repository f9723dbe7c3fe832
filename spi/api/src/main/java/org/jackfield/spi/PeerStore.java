package org.jackfield.spi;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/**
 * Keeps what is known about peers: bounded, forgetting the peers unused longest. All methods are thread-safe and do not block.
 */
public interface PeerStore {
    /** Remembers addresses for a time; known ones live at least that long from now. */
    void addAddresses(PeerId peer, Collection<Multiaddr> addresses, Duration lifetime);

    /** Forgets addresses, whatever their time; those not known do not matter. For what a peer itself has taken back. */
    void removeAddresses(PeerId peer, Collection<Multiaddr> addresses);

    /** Gives the addresses that have not expired. */
    List<Multiaddr> addresses(PeerId peer);

    /** Replaces what the peer said about itself, and announces {@link Events.PeerUpdated}. */
    void learn(PeerId peer, PeerFacts facts);

    /** Gives what the peer last said about itself. */
    Optional<PeerFacts> facts(PeerId peer);

    /** Lists the peers known. */
    List<PeerId> peers();
}
