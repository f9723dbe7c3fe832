package org.jackfield.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PublicKey;

/** RSA and ECDSA: what OpenSSL made is read, and what is signed with it verifies. */
class JdkSchemesTest {

    private static final KeyVerifier VERIFIER = new KeyVerifier();
    private static final Bytes MESSAGE = Bytes.ofUtf8("sample");
    private static final String P256 = "3059301306072a8648ce3d020106082a8648ce3d030107034200";
    private static final String X = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
    private static final String Y = "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
    private static final String R = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";
    private static final String S = "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";

    static List<String[]> keys() {
        return Vectors.rows("openssl/signatures.csv");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void readsPrivateKeysAndSigns(KeyType type, String privateKey, String publicKey, String signature) {
        var secret = Scheme.of(type).decode(Bytes.ofHex(privateKey));
        assertThat(secret.publicKey()).isEqualTo(new PublicKey(type, Bytes.ofHex(publicKey)));
        assertThat(secret.data().hex()).isEqualTo(privateKey);
        var made = secret.sign(MESSAGE);
        assertThat(VERIFIER.verify(secret.publicKey(), MESSAGE, made)).isTrue();
        assertThat(VERIFIER.verify(secret.publicKey(), Bytes.ofUtf8("simple"), made)).isFalse();
    }

    @Test
    void signsRsaAsOpenSslDoes() {
        var row = keys().getFirst();
        var secret = RsaScheme.INSTANCE.decode(Bytes.ofHex(row[1]));
        assertThat(secret.sign(Bytes.ofUtf8("signed by openssl")).hex()).isEqualTo(row[3]);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void refusesEveryTruncationOfAPrivateKeyWithoutQuotingIt(KeyType type, String privateKey, String publicKey,
            String signature) {
        var whole = Bytes.ofHex(privateKey);
        int least = type == KeyType.SECP256K1 ? 1 : whole.length();
        for (int length = 0; length < least; length++) {
            var part = whole.slice(0, length);
            assertThatThrownBy(() -> Scheme.of(type).decode(part)).isInstanceOf(MalformedException.class).hasNoCause()
                    .hasMessageStartingWith(type + " private key is not");
        }
    }

    private static boolean verifies(String point, String signature) {
        return VERIFIER.verify(new PublicKey(KeyType.ECDSA, Bytes.ofHex(P256 + point)), MESSAGE, Bytes.ofHex(signature));
    }

    /** RFC 6979, appendix A.2.5. */
    @Test
    void verifiesEcdsaOfTheRfc() {
        assertThat(verifies("04" + X + Y, "3046022100" + R + "022100" + S)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3044" + "0220" + R + "0220" + S, "308146022100" + R + "022100" + S,
        "3046022100" + R + "022100" + S + "00", "3080022100" + R + "022100" + S + "0000", "30480223000000" + R + "022100" + S,
        "3006020100020100", "3006020101020101", "3000", "30", "", "3084ffffffff022100" + R + "022100" + S, R + S,
        "3026022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551020101"})
    void refusesOtherEcdsaSignatures(String signature) {
        assertThat(verifies("04" + X + Y, signature)).isFalse();
    }

    @Test
    void refusesPointsOffTheCurve() {
        var signature = "3046022100" + R + "022100" + S;
        for (var point : List.of("04" + X + X, "04" + "00".repeat(64), "04" + "ff".repeat(64), "04" + X + Y.replace('7', '6'))) {
            assertThat(verifies(point, signature)).as(point).isFalse();
        }
    }
}
