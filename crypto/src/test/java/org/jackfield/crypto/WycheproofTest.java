package org.jackfield.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PublicKey;

/** Signatures that libraries were fooled by once; GHSA-4q4x-67hx-5mpg was one that took any of the right length. */
class WycheproofTest {

    @ParameterizedTest
    @CsvSource({"ed25519, ED25519, 151", "secp256k1, SECP256K1, 476", "p256, ECDSA, 484", "p384, ECDSA, 472", "rsa, RSA, 259"})
    void takesTheValidSignaturesAndNoOther(String file, KeyType type, int count) {
        var wrong = new ArrayList<String>();
        int checked = 0;
        PublicKey key = null;
        for (var row : Vectors.rows("wycheproof/" + file + ".csv")) {
            if (row[0].equals("key")) {
                key = new PublicKey(type, Bytes.ofHex(row[1]));
                continue;
            }
            checked++;
            boolean taken = new KeyVerifier().verify(key, Bytes.ofHex(row[2]), Bytes.ofHex(row[3]));
            if (!List.of(taken ? "valid" : "invalid", "acceptable").contains(row[1])) {
                wrong.add(row[0] + ": " + (taken ? "taken" : "refused"));
            }
        }
        assertThat(checked).isEqualTo(count);
        assertThat(wrong).isEmpty();
    }
}
