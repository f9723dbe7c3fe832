package org.jackfield.kernel.peer;

import java.util.Collection;

import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.SignedEnvelope;

/** Estimates the heap that parts of the peer store take, in bytes: for a bound, not for bookkeeping. */
final class Weight {
    /** A map entry with its key, for a peer of whom nothing else is known. */
    static final int PEER = 400;
    private static final int ADDRESS = 320;
    private static final int TEXT = 72;
    private static final int RECORD = 320;

    private Weight() {}

    static int of(Multiaddr address) {
        return ADDRESS + 2 * address.bytes().length();
    }

    static int of(PeerFacts facts) {
        int sum = 3 * TEXT + facts.agent().length() + facts.protocolVersion().length() + of(facts.listenAddresses());
        for (ProtocolId protocol : facts.protocols()) {
            sum += TEXT + protocol.toString().length();
        }
        return sum;
    }

    static int of(SignedEnvelope record) {
        return RECORD + record.payload().length() + record.publicKey().encode().length() + record.signature().length();
    }

    private static int of(Collection<Multiaddr> addresses) {
        return addresses.stream().mapToInt(Weight::of).sum();
    }
}
