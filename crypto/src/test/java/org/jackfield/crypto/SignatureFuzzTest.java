package org.jackfield.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PublicKey;

/** No foreign signature verifies, and none makes the verifier throw. */
class SignatureFuzzTest {

    private static final KeyVerifier VERIFIER = new KeyVerifier();
    private static final Bytes UNSIGNED = Bytes.ofUtf8("signed by nobody");

    @FuzzTest(maxDuration = "3s")
    void refusesForeignSignatures(byte[] signature) {
        for (var row : Vectors.rows("openssl/signatures.csv")) {
            var key = new PublicKey(KeyType.valueOf(row[0]), Bytes.ofHex(row[2]));
            assertThat(VERIFIER.verify(key, UNSIGNED, Bytes.copyOf(signature))).isFalse();
        }
        for (var row : Vectors.rows("ed25519/rfc8032.csv")) {
            var key = new PublicKey(KeyType.ED25519, Bytes.ofHex(row[1]));
            assertThat(VERIFIER.verify(key, UNSIGNED, Bytes.copyOf(signature))).isFalse();
        }
    }
}
