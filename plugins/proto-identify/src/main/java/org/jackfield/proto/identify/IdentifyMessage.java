package org.jackfield.proto.identify;

import java.util.List;
import java.util.Optional;

import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PublicKey;

/**
 * What a peer says about itself and about us; read, but not checked against anything. Absent is not the same as empty: a push may leave
 * out what has not changed.
 *
 * @param publicKey        its key
 * @param listenAddresses  where it listens
 * @param protocols        what it serves
 * @param observedAddress  where it sees us
 * @param protocolVersion  its network
 * @param agentVersion     its software
 * @param signedPeerRecord an envelope with its certified addresses, not opened
 */
record IdentifyMessage(Optional<PublicKey> publicKey, List<Multiaddr> listenAddresses, List<ProtocolId> protocols,
        Optional<Multiaddr> observedAddress, Optional<String> protocolVersion, Optional<String> agentVersion,
        Optional<Bytes> signedPeerRecord) {
    /** Field numbers. */
    static final int PUBLIC_KEY = 1;
    static final int LISTEN_ADDRESS = 2;
    static final int PROTOCOL = 3;
    static final int OBSERVED_ADDRESS = 4;
    static final int PROTOCOL_VERSION = 5;
    static final int AGENT_VERSION = 6;
    static final int SIGNED_PEER_RECORD = 8;

    IdentifyMessage {
        listenAddresses = List.copyOf(listenAddresses);
        protocols = List.copyOf(protocols);
    }
}
