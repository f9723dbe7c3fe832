package org.jackfield.spi.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Costs;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Vectors;

class SignedEnvelopeTest {

    private static final Bytes GOLDEN = Vectors.hex("envelope/hello.hex");
    private static final Bytes TYPE = Bytes.of(1, 2);
    private static final Bytes PAYLOAD = Bytes.of(3, 4, 5);

    private static void assertRefused(Bytes encoded) {
        assertThatThrownBy(() -> SignedEnvelope.decode(encoded)).as("%s", encoded).isInstanceOf(MalformedException.class);
    }

    @Test
    void agreesWithTheGoldenVector() {
        var envelope = SignedEnvelope.decode(GOLDEN);
        assertThat(PeerId.of(envelope.publicKey())).hasToString("12D3KooWHHzSeKaY8xuZVzkLbKFfvNgPPeKhFBGrMbNzbm5akpqu");
        assertThat(envelope.payloadType().utf8()).isEqualTo("/libp2p/testdata");
        assertThat(envelope.payload().utf8()).isEqualTo("hello world!");
        assertThat(envelope.signedBytes("libp2p-testing")).isEqualTo(Vectors.hex("envelope/hello-signed-bytes.hex"));
        assertThat(envelope.encode()).isEqualTo(GOLDEN);
    }

    @Test
    void asksTheVerifierForExactlyWhatWasSigned() {
        var envelope = SignedEnvelope.decode(GOLDEN);
        var expected = Vectors.hex("envelope/hello-signed-bytes.hex");
        SignatureVerifier asked = (key, message, signature) -> key.equals(envelope.publicKey())
                && message.equals(expected)
                && signature.equals(envelope.signature());
        assertThat(envelope.verifies("libp2p-testing", asked)).isTrue();
        assertThat(envelope.verifies("libp2p-testing", (key, message, signature) -> false)).isFalse();
    }

    @Test
    void holdsForOneDomainOneTypeAndOnePayload() {
        var envelope = SignedEnvelope.seal(ToyIdentity.number(1), "a", TYPE, PAYLOAD);
        var key = envelope.publicKey();
        var signature = envelope.signature();
        assertThat(envelope.verifies("a", ToyIdentity.VERIFIER)).isTrue();
        assertThat(envelope.verifies("b", ToyIdentity.VERIFIER)).isFalse();
        assertThat(new SignedEnvelope(key, Bytes.of(1), Bytes.of(2, 3, 4, 5), signature).verifies("a", ToyIdentity.VERIFIER)).isFalse();
        assertThat(new SignedEnvelope(key, TYPE, Bytes.of(0, 0, 5), signature).verifies("a", ToyIdentity.VERIFIER)).isFalse();
        assertThat(new SignedEnvelope(ToyIdentity.number(2).publicKey(), TYPE, PAYLOAD, signature).verifies("a", ToyIdentity.VERIFIER))
                .isFalse();
        assertThat(SignedEnvelope.decode(envelope.encode())).isEqualTo(envelope);
    }

    @Test
    void refusesEveryTruncation() {
        for (int length = 0; length < GOLDEN.length(); length++) {
            assertRefused(GOLDEN.slice(0, length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0a00", "12026162", "08", "1a", "2a00", "0b", "32", "aa"})
    void refusesWhatFollowsAndIsNotAnUnknownField(String hex) {
        assertRefused(Bytes.concat(GOLDEN, Bytes.ofHex(hex)));
    }

    @Test
    void ignoresAFewUnknownFields() {
        var extended = Bytes.concat(Bytes.ofHex("2001" + "3a0161"), GOLDEN);
        assertThat(SignedEnvelope.decode(extended).encode()).isEqualTo(GOLDEN);
        assertRefused(Bytes.concat(GOLDEN, Bytes.ofHex("2001".repeat(17))));
    }

    @Test
    void boundsItsSize() {
        var room = SignedEnvelope.MAX_ENCODED - GOLDEN.length() - 4;
        assertThat(SignedEnvelope.decode(Bytes.concat(GOLDEN, padding(room))).encode()).isEqualTo(GOLDEN);
        assertRefused(Bytes.concat(GOLDEN, padding(room + 1)));
        var mebibyte = Bytes.concat(GOLDEN, Bytes.ofHex("2001".repeat(1 << 19)));
        assertThat(Costs.leastAllocation(() -> assertRefused(mebibyte))).isLessThan(64 * 1024);
    }

    private static Bytes padding(int length) {
        return new ProtoWriter().bytes(7, Bytes.copyOf(new byte[length])).message();
    }
}
