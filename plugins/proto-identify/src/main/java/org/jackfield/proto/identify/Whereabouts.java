package org.jackfield.proto.identify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jackfield.spi.AddressSource;
import org.jackfield.spi.Connection;
import org.jackfield.spi.KnownAddress;
import org.jackfield.spi.PeerFacts;
import org.jackfield.spi.PeerStore;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;
import org.jackfield.spi.peer.PeerRecord;
import org.jackfield.spi.peer.SignedEnvelope;

/**
 * Where the peer of a connection says it can be reached. Its signed record goes before the addresses just said; a record that is broken
 * does not count, one of another peer is a lie and leaves no addresses at all. As go-libp2p does.
 */
final class Whereabouts {
    private final PeerStore peers;
    private final PeerId peer;
    private final AddressScope scope;
    private final Duration lifetime;

    /**
     * @param lifetime of what is written to the store
     */
    Whereabouts(PeerStore peers, Connection connection, Duration lifetime) {
        this.peers = peers;
        this.peer = connection.remotePeer();
        this.scope = AddressScope.of(connection.remoteAddress());
        this.lifetime = lifetime;
    }

    /**
     * Writes what counts to the peer store.
     *
     * @param before where the peer was said to listen so far
     * @return where the peer listens
     */
    List<Multiaddr> take(IdentifyMessage message, List<Multiaddr> before) {
        Optional<SignedEnvelope> record = message.signedPeerRecord().flatMap(Whereabouts::envelope);
        if (record.isEmpty()) {
            return said(message);
        }
        return switch (peers.certify(peer, record.get(), scope::means, lifetime)) {
            case NEWER, KNOWN -> own(PeerRecord.decode(record.get().payload()).addresses());
            case OUTDATED -> before;
            case FOREIGN -> List.of();
            case BROKEN -> said(message);
        };
    }

    /** Lets what the peer said and signed live on. */
    void renew() {
        List<Multiaddr> said = peers.knownAddresses(peer).stream().filter(known -> known.source() == AddressSource.IDENTIFY)
                .map(KnownAddress::address).toList();
        peers.facts(peer).flatMap(PeerFacts::signedRecord).ifPresent(record -> peers.certify(peer, record, scope::means, lifetime));
        peers.addAddresses(peer, said, AddressSource.IDENTIFY, lifetime);
    }

    private List<Multiaddr> said(IdentifyMessage message) {
        List<Multiaddr> addresses = own(message.listenAddresses());
        peers.addAddresses(peer, addresses, AddressSource.IDENTIFY, lifetime);
        return addresses;
    }

    /** Keeps the addresses that lead to this peer and mean something here, without its id. */
    private List<Multiaddr> own(List<Multiaddr> addresses) {
        return scope.meaningful(addresses).stream()
                .filter(address -> address.peer().filter(other -> !other.equals(peer)).isEmpty())
                .map(Multiaddr::withoutPeer)
                .filter(address -> !address.isEmpty())
                .distinct()
                .limit(IdentifyDecoder.MAX_ADDRESSES)
                .toList();
    }

    private static Optional<SignedEnvelope> envelope(Bytes encoded) {
        try {
            return Optional.of(SignedEnvelope.decode(encoded));
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }
}
