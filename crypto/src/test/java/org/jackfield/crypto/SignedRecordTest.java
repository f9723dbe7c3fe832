package org.jackfield.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Varint;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerRecord;
import org.jackfield.spi.peer.SignedEnvelope;

/** Envelopes and records with real keys. */
class SignedRecordTest {

    private static final KeyVerifier VERIFIER = new KeyVerifier();
    private static final SoftwareIdentity A = SoftwareIdentity.generate(KeyType.ED25519, new SecureRandom());
    private static final SoftwareIdentity B = SoftwareIdentity.generate(KeyType.SECP256K1, new SecureRandom());
    private static final PeerRecord RECORD_OF_A = new PeerRecord(A.id(), 1, List.of(Multiaddr.parse("/ip4/1.2.3.4/tcp/1")));

    private static SignedEnvelope golden() {
        return SignedEnvelope.decode(Bytes.ofHex(Vectors.rows("envelope/hello.hex").getFirst()[0]));
    }

    @Test
    void verifiesTheGoldenEnvelope() {
        assertThat(golden().verifies("libp2p-testing", VERIFIER)).isTrue();
        assertThat(golden().verifies("libp2p-testing2", VERIFIER)).isFalse();
    }

    @Test
    void refusesTheGoldenEnvelopeWithAnotherPayload() {
        var envelope = golden();
        var payload = Bytes.concat(Bytes.of(0, 0), envelope.payload().slice(2, envelope.payload().length()));
        var changed = new SignedEnvelope(envelope.publicKey(), envelope.payloadType(), payload, envelope.signature());
        assertThat(changed.verifies("libp2p-testing", VERIFIER)).isFalse();
    }

    @Test
    void opensRecordsOfEveryKindOfKey() {
        for (var identity : List.of(A, B, other("RSA"), other("ECDSA"))) {
            var record = new PeerRecord(identity.id(), 1, RECORD_OF_A.addresses());
            assertThat(PeerRecord.open(SignedEnvelope.decode(record.seal(identity).encode()), VERIFIER)).isEqualTo(record);
        }
    }

    private static SoftwareIdentity other(String type) {
        var row = Vectors.rows("openssl/signatures.csv").stream().filter(r -> r[0].equals(type)).findFirst().orElseThrow();
        var data = Bytes.ofHex(row[1]);
        var tag = Bytes.of(8, KeyType.valueOf(type).code(), 0x12);
        var length = Varint.encode(data.length());
        return SoftwareIdentity.decode(Bytes.concat(tag, length, data));
    }

    @Test
    void refusesTheRecordOfAThatBSigned() {
        var envelope = SignedEnvelope.seal(B, PeerRecord.DOMAIN, PeerRecord.PAYLOAD_TYPE, RECORD_OF_A.encode());
        assertThat(envelope.verifies(PeerRecord.DOMAIN, VERIFIER)).isTrue();
        assertThatThrownBy(() -> PeerRecord.open(envelope, VERIFIER)).isInstanceOf(MalformedException.class);
        var underTheKeyOfA = new SignedEnvelope(A.publicKey(), envelope.payloadType(), envelope.payload(), envelope.signature());
        assertThatThrownBy(() -> PeerRecord.open(underTheKeyOfA, VERIFIER)).isInstanceOf(MalformedException.class);
    }
}
