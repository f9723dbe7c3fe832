package org.jackfield.proto.identify;

import java.util.List;
import java.util.Optional;

import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.PeerRecord;
import org.jackfield.spi.peer.SignatureVerifier;
import org.jackfield.spi.peer.SignedEnvelope;

/**
 * Where a peer says it can be reached.
 *
 * @param certified the record that says so, signed by the peer itself
 * @param addresses of the record if there is one, else those just said
 */
record Claim(Optional<Certified> certified, List<Multiaddr> addresses) {
    /**
     * A record and what it was in.
     *
     * @param envelope the record's envelope, verified
     * @param record   its content
     */
    record Certified(SignedEnvelope envelope, PeerRecord record) {}

    Claim {
        addresses = List.copyOf(addresses);
    }

    /**
     * Weighs the signed record against the addresses said. A record that cannot be read or does not verify does not count; one that is
     * of another peer, or signed by another, is a lie and leaves no addresses at all. As go-libp2p does.
     */
    static Claim of(PeerId peer, IdentifyMessage message, SignatureVerifier verifier) {
        if (message.signedPeerRecord().isEmpty()) {
            return new Claim(Optional.empty(), own(peer, message.listenAddresses()));
        }
        try {
            SignedEnvelope envelope = SignedEnvelope.decode(message.signedPeerRecord().get());
            if (isOfAnother(peer, envelope)) {
                return new Claim(Optional.empty(), List.of());
            }
            PeerRecord record = PeerRecord.open(envelope, verifier);
            return new Claim(Optional.of(new Certified(compact(envelope), record)), own(peer, record.addresses()));
        } catch (MalformedException _) {
            return new Claim(Optional.empty(), own(peer, message.listenAddresses()));
        }
    }

    /** Tells without the cost of a signature. */
    private static boolean isOfAnother(PeerId peer, SignedEnvelope envelope) {
        return !PeerId.of(envelope.publicKey()).equals(peer) || !PeerRecord.decode(envelope.payload()).peer().equals(peer);
    }

    /** Copies, since a decoded envelope shares the memory of the message it came in. */
    private static SignedEnvelope compact(SignedEnvelope envelope) {
        return SignedEnvelope.decode(envelope.encode());
    }

    /** Keeps the addresses that lead to this peer, without its id. */
    private static List<Multiaddr> own(PeerId peer, List<Multiaddr> addresses) {
        return addresses.stream()
                .filter(address -> address.peer().filter(other -> !other.equals(peer)).isEmpty())
                .map(Multiaddr::withoutPeer)
                .filter(address -> !address.isEmpty())
                .distinct()
                .limit(IdentifyDecoder.MAX_ADDRESSES)
                .toList();
    }
}
