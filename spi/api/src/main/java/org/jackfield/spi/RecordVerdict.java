package org.jackfield.spi;

import java.util.Optional;

import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.PeerRecord;
import org.jackfield.spi.peer.SignatureVerifier;
import org.jackfield.spi.peer.SignedEnvelope;

/** What a signed peer record is worth. Source: libp2p, RFC 0003, and what go-libp2p's certified address book does. */
public enum RecordVerdict {
    /** It counts from now on: no record of the peer was held, or one with a lower sequence number. */
    NEWER,
    /** It is the one held. */
    KNOWN,
    /** One with a higher sequence number is held, or another one with the same. */
    OUTDATED,
    /** It cannot be read, or the signature does not verify. */
    BROKEN,
    /** It speaks of another peer, or another one signed it: who handed it over lies or was lied to. */
    FOREIGN;

    /**
     * Judges a record. Takes the arithmetic of a signature unless the record is already held or not worth it.
     *
     * @param peer    whose record it has to be
     * @param offered the record
     * @param held    the record of this peer that counts so far, verified when it came
     */
    public static RecordVerdict of(PeerId peer, SignedEnvelope offered, Optional<SignedEnvelope> held, SignatureVerifier verifier) {
        if (held.isPresent() && held.get().equals(offered)) {
            return KNOWN;
        }
        try {
            PeerRecord claimed = PeerRecord.decode(offered.payload());
            if (!PeerId.of(offered.publicKey()).equals(peer) || !claimed.peer().equals(peer)) {
                return FOREIGN;
            }
            PeerRecord record = PeerRecord.open(offered, verifier);
            return held.isEmpty() || isAfter(record, held.get()) ? NEWER : OUTDATED;
        } catch (MalformedException _) {
            return BROKEN;
        }
    }

    /** Tells whether the record is now the one that counts. */
    public boolean counts() {
        return this == NEWER || this == KNOWN;
    }

    private static boolean isAfter(PeerRecord record, SignedEnvelope held) {
        return Long.compareUnsigned(record.sequence(), PeerRecord.decode(held.payload()).sequence()) > 0;
    }
}
