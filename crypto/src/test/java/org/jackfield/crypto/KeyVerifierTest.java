package org.jackfield.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PublicKey;

/** What holds for keys of every type. */
class KeyVerifierTest {

    private static final KeyVerifier VERIFIER = new KeyVerifier();

    record Signed(PublicKey key, Bytes message, Bytes signature) {
    }

    static List<Signed> signatures() {
        var all = new ArrayList<Signed>();
        for (var row : Vectors.rows("openssl/signatures.csv")) {
            var key = new PublicKey(KeyType.valueOf(row[0]), Bytes.ofHex(row[2]));
            all.add(new Signed(key, Bytes.ofUtf8("signed by openssl"), Bytes.ofHex(row[3])));
        }
        for (var row : Vectors.rows("ed25519/rfc8032.csv")) {
            all.add(new Signed(new PublicKey(KeyType.ED25519, Bytes.ofHex(row[1])), Bytes.ofHex(row[2]), Bytes.ofHex(row[3])));
        }
        return all;
    }

    private static boolean verifies(Signed signed) {
        return VERIFIER.verify(signed.key, signed.message, signed.signature);
    }

    private static Bytes flip(Bytes bytes, int bit) {
        var changed = bytes.toArray();
        changed[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        return Bytes.copyOf(changed);
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void verifiesWhatOthersSigned(Signed signed) {
        assertThat(verifies(signed)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void refusesEveryFlippedBitOfTheSignature(Signed signed) {
        for (int bit = 0; bit < signed.signature.length() * Byte.SIZE; bit += signed.signature.length() > 72 ? 7 : 1) {
            assertThat(verifies(new Signed(signed.key, signed.message, flip(signed.signature, bit)))).as("bit %d", bit).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void refusesEveryOtherLengthOfTheSignature(Signed signed) {
        var signature = signed.signature;
        for (int length = 0; length < signature.length(); length++) {
            assertThat(verifies(new Signed(signed.key, signed.message, signature.slice(0, length)))).as("%d bytes", length).isFalse();
        }
        assertThat(verifies(new Signed(signed.key, signed.message, Bytes.concat(signature, Bytes.of(0))))).isFalse();
        assertThat(verifies(new Signed(signed.key, signed.message, Bytes.concat(Bytes.of(0), signature)))).isFalse();
        assertThat(verifies(new Signed(signed.key, signed.message, Bytes.concat(signature, signature)))).isFalse();
        assertThat(verifies(new Signed(signed.key, signed.message, Bytes.copyOf(new byte[signature.length()])))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void refusesOtherMessages(Signed signed) {
        assertThat(verifies(new Signed(signed.key, Bytes.concat(signed.message, Bytes.of(0)), signed.signature))).isFalse();
        for (int bit = 0; bit < signed.message.length() * Byte.SIZE; bit++) {
            assertThat(verifies(new Signed(signed.key, flip(signed.message, bit), signed.signature))).as("bit %d", bit).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void refusesOtherKeys(Signed signed) {
        for (var other : signatures()) {
            boolean same = other.key.equals(signed.key);
            assertThat(verifies(new Signed(other.key, signed.message, signed.signature))).isEqualTo(same);
        }
    }

    @Test
    void readsSlicesOfLargerMessages() {
        for (var signed : signatures()) {
            var frame = Bytes.concat(Bytes.of(1, 2, 3), signed.message, signed.signature, Bytes.of(4));
            int split = 3 + signed.message.length();
            assertThat(VERIFIER.verify(signed.key, frame.slice(3, split), frame.slice(split, frame.length() - 1))).isTrue();
        }
    }
}
