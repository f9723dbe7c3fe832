package org.jackfield.spi.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Costs;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Vectors;

class PeerRecordTest {

    private static final Bytes GOLDEN = Vectors.hex("envelope/peer-record.hex");
    private static final Multiaddr TCP0 = Multiaddr.parse("/ip4/1.2.3.4/tcp/0");
    private static final Multiaddr TCP1 = Multiaddr.parse("/ip4/1.2.3.4/tcp/1");
    private static final ToyIdentity A = ToyIdentity.number(1);
    private static final ToyIdentity B = ToyIdentity.number(2);
    private static final PeerRecord RECORD_OF_A = new PeerRecord(A.id(), 7, List.of(TCP0, TCP1));

    private static void assertRefused(Bytes encoded) {
        assertThatThrownBy(() -> PeerRecord.decode(encoded)).as("%s", encoded).isInstanceOf(MalformedException.class);
    }

    private static void assertRefused(SignedEnvelope envelope, String why) {
        assertThatThrownBy(() -> PeerRecord.open(envelope, ToyIdentity.VERIFIER)).isInstanceOf(MalformedException.class)
                .hasMessageContaining(why);
    }

    @Test
    void agreesWithTheGoldenVector() {
        var record = PeerRecord.decode(GOLDEN);
        assertThat(record.peer()).hasToString("12D3KooWB1b3qZxWJanuhtseF3DmPggHCtG36KZ9ixkqHtdKH9fh");
        assertThat(record.sequence()).isEqualTo(1636553709551319707L);
        assertThat(record.addresses()).containsExactly(TCP0, TCP1);
        assertThat(record.encode()).isEqualTo(GOLDEN);
    }

    @Test
    void sealsAndOpens() {
        var envelope = RECORD_OF_A.seal(A);
        assertThat(envelope.payloadType()).isEqualTo(Bytes.of(3, 1));
        assertThat(envelope.verifies("libp2p-peer-record", ToyIdentity.VERIFIER)).isTrue();
        assertThat(PeerRecord.open(SignedEnvelope.decode(envelope.encode()), ToyIdentity.VERIFIER)).isEqualTo(RECORD_OF_A);
        assertThatThrownBy(() -> RECORD_OF_A.seal(B)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void opensTheLegacyFormOfRust() {
        var type = Bytes.ofUtf8("/libp2p/routing-state-record");
        var envelope = SignedEnvelope.seal(A, "libp2p-routing-state", type, RECORD_OF_A.encode());
        assertThat(PeerRecord.open(envelope, ToyIdentity.VERIFIER)).isEqualTo(RECORD_OF_A);
    }

    @Test
    void doesNotMixTheTwoForms() {
        var type = Bytes.ofUtf8("/libp2p/routing-state-record");
        assertRefused(SignedEnvelope.seal(A, "libp2p-peer-record", type, RECORD_OF_A.encode()), "does not verify");
        assertRefused(SignedEnvelope.seal(A, "libp2p-routing-state", PeerRecord.PAYLOAD_TYPE, RECORD_OF_A.encode()), "does not verify");
    }

    @Test
    void refusesARecordOfAThatBSigned() {
        var envelope = SignedEnvelope.seal(B, PeerRecord.DOMAIN, PeerRecord.PAYLOAD_TYPE, RECORD_OF_A.encode());
        assertThat(envelope.verifies(PeerRecord.DOMAIN, ToyIdentity.VERIFIER)).isTrue();
        assertRefused(envelope, "is signed by " + B.id());
        var underTheKeyOfA = new SignedEnvelope(A.publicKey(), envelope.payloadType(), envelope.payload(), envelope.signature());
        assertRefused(underTheKeyOfA, "does not verify");
    }

    @Test
    void refusesOtherEnvelopes() {
        assertRefused(SignedEnvelope.seal(A, "libp2p-relay-rsvp", Bytes.of(3, 2), RECORD_OF_A.encode()), "payload type 0302");
        assertRefused(SignedEnvelope.seal(A, PeerRecord.DOMAIN, Bytes.ofHex("8106"), RECORD_OF_A.encode()), "payload type 8106");
        assertRefused(SignedEnvelope.seal(A, PeerRecord.DOMAIN, PeerRecord.PAYLOAD_TYPE, Bytes.EMPTY), "lacks its peer id");
    }

    @Test
    void leavesOutAddressesItCannotRead() {
        var unknown = new ProtoWriter().bytes(1, Bytes.ofHex("ffff03")).message();
        var encoded = new ProtoWriter().bytes(1, A.id().bytes()).varint(2, 1).bytes(3, unknown)
                .bytes(3, new ProtoWriter().bytes(1, TCP0.bytes()).message()).bytes(3, Bytes.EMPTY).bytes(3, Bytes.of(0xff)).message();
        assertThat(PeerRecord.decode(encoded).addresses()).containsExactly(TCP0);
    }

    @Test
    void readsASequenceOfSixtyFourBitsOrNone() {
        var huge = new PeerRecord(A.id(), -1, List.of());
        assertThat(PeerRecord.decode(huge.encode())).isEqualTo(huge);
        assertThat(PeerRecord.decode(new ProtoWriter().bytes(1, A.id().bytes()).message()).sequence()).isZero();
    }

    @Test
    void boundsTheNumberOfAddresses() {
        var most = new PeerRecord(A.id(), 1, Collections.nCopies(PeerRecord.MAX_ADDRESSES, TCP0));
        assertThat(PeerRecord.decode(most.encode())).isEqualTo(most);
        var tooMany = Collections.nCopies(PeerRecord.MAX_ADDRESSES + 1, TCP0);
        assertThatThrownBy(() -> new PeerRecord(A.id(), 1, tooMany)).isInstanceOf(MalformedException.class);
        assertRefused(Bytes.concat(most.encode(), Bytes.ofHex("1a00")));
        assertRefused(Bytes.concat(most.encode(), Bytes.ofHex("1a00".repeat(10_000))));
    }

    @Test
    void refusesTruncationsUnlessTheyEndBetweenFields() {
        for (int length = 0; length < GOLDEN.length(); length++) {
            var part = GOLDEN.slice(0, length);
            boolean betweenFields = length == 40 || length == 50 || length == 62;
            if (betweenFields) {
                assertThat(PeerRecord.decode(part).peer()).isEqualTo(PeerRecord.decode(GOLDEN).peer());
            } else {
                assertRefused(part);
            }
        }
    }

    @Test
    void boundsItsSize() {
        var mebibyte = Bytes.concat(GOLDEN, Bytes.ofHex("2001".repeat(1 << 19)));
        assertThat(Costs.leastAllocation(() -> assertRefused(mebibyte))).isLessThan(64 * 1024);
        var longLength = Bytes.concat(Bytes.ofHex("0a" + "ffffffffffffffff7f"), Bytes.copyOf(new byte[10]));
        assertThat(Costs.leastAllocation(() -> assertRefused(longLength))).isLessThan(64 * 1024);
        assertRefused(Bytes.concat(GOLDEN, Bytes.ofHex("2001".repeat(17))));
    }
}
