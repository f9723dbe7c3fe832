package org.jackfield.spi.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/**
 * The addresses a peer claims for itself, to be sealed by its own key. Source: libp2p, RFC 0003 routing records, with the domain and
 * payload type of the multicodec table.
 *
 * @param peer whose record this is
 * @param sequence unsigned; of two records of a peer the greater one is newer
 * @param addresses at most {@value #MAX_ADDRESSES}
 */
public record PeerRecord(PeerId peer, long sequence, List<Multiaddr> addresses) {

    /** Most addresses in one record, counting those that cannot be read; as many as Go keeps of a peer. */
    public static final int MAX_ADDRESSES = 500;

    /** What the signature of a record is made for. */
    public static final String DOMAIN = "libp2p-peer-record";

    /** The multicodec number 0x0301, as the two bytes that are in use, not as a varint. */
    public static final Bytes PAYLOAD_TYPE = Bytes.of(3, 1);

    /** Rust peers still seal with this pair (rust-libp2p issue 6204). */
    static final String LEGACY_DOMAIN = "libp2p-routing-state";
    static final Bytes LEGACY_PAYLOAD_TYPE = Bytes.ofUtf8("/libp2p/routing-state-record");

    private static final int PEER_ID = 1;
    private static final int SEQUENCE = 2;
    private static final int ADDRESS_INFO = 3;
    private static final int MULTIADDR = 1;

    /** @throws MalformedException if there are too many addresses */
    public PeerRecord {
        addresses = List.copyOf(addresses);
        checkCount(addresses.size());
    }

    /**
     * Checks that the envelope holds a record which the peer it speaks of signed itself, and reads it.
     *
     * @throws MalformedException if it is another kind of envelope, the record cannot be read, is another peer's or was not signed by
     *     the key in the envelope
     */
    public static PeerRecord open(SignedEnvelope envelope, SignatureVerifier verifier) {
        var domain = domain(envelope.payloadType());
        var record = decode(envelope.payload());
        var signer = PeerId.of(envelope.publicKey());
        if (!signer.equals(record.peer)) {
            throw new MalformedException("peer record of " + record.peer + " is signed by " + signer);
        }
        if (!envelope.verifies(domain, verifier)) {
            throw new MalformedException("signature of the peer record of " + signer + " does not verify");
        }
        return record;
    }

    private static String domain(Bytes payloadType) {
        if (payloadType.equals(PAYLOAD_TYPE)) {
            return DOMAIN;
        }
        if (payloadType.equals(LEGACY_PAYLOAD_TYPE)) {
            return LEGACY_DOMAIN;
        }
        throw new MalformedException("envelope does not hold a peer record but payload type " + payloadType);
    }

    /**
     * Signs this record.
     *
     * @throws IllegalArgumentException if it is not the identity's own
     */
    public SignedEnvelope seal(Identity identity) {
        if (!identity.id().equals(peer)) {
            throw new IllegalArgumentException("record of " + peer + " cannot be sealed by " + identity.id());
        }
        return SignedEnvelope.seal(identity, DOMAIN, PAYLOAD_TYPE, encode());
    }

    /**
     * Reads the payload of an envelope. An address that cannot be read, as one with a protocol newer than this code, is left out.
     *
     * @throws MalformedException if it is not a record or lacks the peer id
     */
    public static PeerRecord decode(Bytes encoded) {
        PeerId peer = null;
        Long sequence = null;
        int infos = 0;
        var addresses = new ArrayList<Multiaddr>();
        var reader = new ProtoReader("peer record", encoded, SignedEnvelope.MAX_ENCODED);
        while (reader.next()) {
            switch (reader.field()) {
                case PEER_ID -> peer = PeerId.decode(reader.bytesOnce(peer));
                case SEQUENCE -> sequence = reader.varintOnce(sequence);
                case ADDRESS_INFO -> {
                    checkCount(++infos);
                    address(reader.bytes()).ifPresent(addresses::add);
                }
                default -> reader.skip();
            }
        }
        if (peer == null) {
            throw new MalformedException("peer record lacks its peer id");
        }
        // proto3 leaves a zero out
        return new PeerRecord(peer, sequence == null ? 0 : sequence, addresses);
    }

    private static Optional<Multiaddr> address(Bytes addressInfo) {
        try {
            Bytes address = null;
            var reader = new ProtoReader("address info", addressInfo, SignedEnvelope.MAX_ENCODED);
            while (reader.next()) {
                switch (reader.field()) {
                    case MULTIADDR -> address = reader.bytesOnce(address);
                    default -> reader.skip();
                }
            }
            return Optional.ofNullable(address).map(Multiaddr::decode);
        } catch (MalformedException _) {
            // one address of many, and the rest is of use without it
            return Optional.empty();
        }
    }

    private static void checkCount(int addresses) {
        if (addresses > MAX_ADDRESSES) {
            throw new MalformedException("peer record has more than " + MAX_ADDRESSES + " addresses");
        }
    }

    /** The payload of an envelope, fields in ascending order. */
    public Bytes encode() {
        var writer = new ProtoWriter().bytes(PEER_ID, peer.bytes()).varint(SEQUENCE, sequence);
        for (var address : addresses) {
            writer.bytes(ADDRESS_INFO, new ProtoWriter().bytes(MULTIADDR, address.bytes()).message());
        }
        return writer.message();
    }
}
