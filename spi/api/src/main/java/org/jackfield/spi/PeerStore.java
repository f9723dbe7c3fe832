package org.jackfield.spi;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.SignedEnvelope;

/**
 * Keeps what is known about peers, across restarts too: bounded, forgetting the peers unused longest unless they are connected. All methods
 * are thread-safe and do not block.
 */
public interface PeerStore {
    /**
     * Remembers addresses for a time; known ones live at least that long from now. Those that end in another peer are left out. Each source
     * has its own room per peer, so that none can push out what another knows.
     *
     * @throws IllegalArgumentException for {@link AddressSource#CERTIFIED}: use {@link #certify}
     */
    void addAddresses(PeerId peer, Collection<Multiaddr> addresses, AddressSource source, Duration lifetime);

    /**
     * Takes a peer record that the peer itself signed. One that is {@link RecordVerdict#NEWER} replaces all that is known as certified or
     * as said by the peer; one that is {@link RecordVerdict#KNOWN} lives on; any other changes nothing. Takes 50 to 500 microseconds of
     * arithmetic: not for event loops.
     *
     * @param peer     whose record it has to be: its sender, or whom the sender says it is of
     * @param usable   which of its addresses mean something on this node; the others are left out
     * @param lifetime of its addresses
     */
    RecordVerdict certify(PeerId peer, SignedEnvelope record, Predicate<Multiaddr> usable, Duration lifetime);

    /** Forgets addresses, whatever their source and time; those not known do not matter. For what turned out wrong. */
    void removeAddresses(PeerId peer, Collection<Multiaddr> addresses);

    /** Gives the addresses that have not expired, each once, in the order of their sources. */
    default List<Multiaddr> addresses(PeerId peer) {
        return knownAddresses(peer).stream().map(KnownAddress::address).distinct().toList();
    }

    /** Gives the addresses that have not expired with where they are known from, in the order of their sources. */
    List<KnownAddress> knownAddresses(PeerId peer);

    /**
     * Replaces what the peer said about itself, and announces {@link Events.PeerUpdated}. The signed record stays the one that was
     * {@linkplain #certify certified}, whatever the facts hold.
     */
    void learn(PeerId peer, PeerFacts facts);

    /** Gives what the peer last said about itself. */
    Optional<PeerFacts> facts(PeerId peer);

    /** Lists the peers known. */
    List<PeerId> peers();
}
