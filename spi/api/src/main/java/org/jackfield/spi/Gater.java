package org.jackfield.spi;

import java.util.Optional;

import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/**
 * Refuses peers and addresses by a rule of its own. All gaters are asked at each stage, in the order of the config; the first refusal
 * counts. Thread-safe; must not block, {@link Stage#ACCEPT} is asked on an event loop.
 *
 * <p>Source: the stages are those of go-libp2p's connection gater (core/connmgr).
 */
public interface Gater extends Component {
    /**
     * Decides about a candidate.
     *
     * @return why it is refused, for the operator's eyes; empty to let it pass
     */
    Optional<String> refuse(Candidate candidate);

    /** How far a candidate has come. */
    enum Stage {
        /** This node is about to dial a peer. */
        DIAL_PEER,
        /** This node is about to dial an address of a peer. */
        DIAL_ADDRESS,
        /** A link came in; who it is is not known. */
        ACCEPT,
        /** The peer has proved who it is. */
        SECURED,
        /** The connection is complete. */
        UPGRADED
    }

    /**
     * Who or what wants to pass.
     *
     * @param stage     how far it has come
     * @param direction who dials
     * @param peer      known from {@link Stage#SECURED} on, and mostly when dialing
     * @param address   of the peer; unknown at {@link Stage#DIAL_PEER}
     */
    record Candidate(Stage stage, Connection.Direction direction, Optional<PeerId> peer, Optional<Multiaddr> address) {}
}
