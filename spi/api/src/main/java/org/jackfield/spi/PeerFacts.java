package org.jackfield.spi;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.SignedEnvelope;

/**
 * What a peer says about itself and about us.
 *
 * @param protocols       what it serves
 * @param listenAddresses where it says it listens
 * @param agent           its software, as it says
 * @param protocolVersion its network, as it says
 * @param observedAddress where it sees us
 * @param signedRecord    its certified addresses, verified; see {@link PeerStore#certify}
 */
public record PeerFacts(Set<ProtocolId> protocols, List<Multiaddr> listenAddresses, String agent, String protocolVersion,
        Optional<Multiaddr> observedAddress, Optional<SignedEnvelope> signedRecord) {
    public PeerFacts {
        protocols = Set.copyOf(protocols);
        listenAddresses = List.copyOf(listenAddresses);
    }

    /** Gives the same with another signed record. */
    public PeerFacts withSignedRecord(Optional<SignedEnvelope> record) {
        return new PeerFacts(protocols, listenAddresses, agent, protocolVersion, observedAddress, record);
    }
}
