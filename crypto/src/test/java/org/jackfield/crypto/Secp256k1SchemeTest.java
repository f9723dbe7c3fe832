package org.jackfield.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PublicKey;

class Secp256k1SchemeTest {

    private static final BigInteger ORDER = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final String GENERATOR = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
    private static final Bytes MESSAGE = Bytes.ofUtf8("Satoshi Nakamoto");
    private static final String R = "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8";
    private static final String S = "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5";
    private static final SecretKey ONE = key("01");

    private static SecretKey key(String hex) {
        return Secp256k1Scheme.INSTANCE.decode(Bytes.ofHex(hex));
    }

    private static boolean verifies(String signature) {
        return new KeyVerifier().verify(ONE.publicKey(), MESSAGE, Bytes.ofHex(signature));
    }

    @Test
    void signsByRfc6979() {
        assertThat(ONE.publicKey().data().hex()).isEqualTo(GENERATOR);
        assertThat(ONE.sign(MESSAGE).hex()).isEqualTo("3045022100" + R + "0220" + S);
    }

    @Test
    void signsWithTheLowerScalarAndVerifiesBoth() {
        for (int i = 0; i < 40; i++) {
            var message = Bytes.of(i);
            var signature = ONE.sign(message);
            var numbers = EcdsaSignature.decode(signature);
            assertThat(numbers.s()).isLessThanOrEqualTo(ORDER.shiftRight(1));
            var higher = new EcdsaSignature(numbers.r(), ORDER.subtract(numbers.s())).encode();
            assertThat(new KeyVerifier().verify(ONE.publicKey(), message, signature)).isTrue();
            assertThat(new KeyVerifier().verify(ONE.publicKey(), message, higher)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3046022100" + R + "022100" + S, "3044" + "0220" + R + "0220" + S, "308145022100" + R + "0220" + S,
        "3080022100" + R + "0220" + S + "0000", "3045022100" + R + "0220" + S + "00", "3047022100" + R + "0220" + S + "0500",
        "3145022100" + R + "0220" + S, "3045032100" + R + "0220" + S, "304602820021" + "00" + R + "0220" + S, "3006020101020100",
        "3006020100020101", "3000", "30", "", "3084ffffffff022100" + R + "0220" + S, R + S})
    void refusesWhatIsNotCanonicalDer(String signature) {
        assertThat(verifies("3045022100" + R + "0220" + S)).isTrue();
        assertThat(verifies(signature)).isFalse();
    }

    @Test
    void refusesScalarsOutOfRange() {
        var order = "022100" + ORDER.toString(16);
        assertThat(verifies("3026" + order + "020101")).isFalse();
        assertThat(verifies("3026" + "020101" + order)).isFalse();
        assertThat(verifies("3026022100" + R + "0201ff")).isFalse();
    }

    @Test
    void refusesKeysThatAreNoPoints() {
        var noPoint = new PublicKey(KeyType.SECP256K1, Bytes.ofHex("02" + "00".repeat(31) + "05"));
        var beyondPrime = new PublicKey(KeyType.SECP256K1, Bytes.ofHex("02" + "ff".repeat(32)));
        for (var key : List.of(noPoint, beyondPrime)) {
            assertThat(new KeyVerifier().verify(key, MESSAGE, ONE.sign(MESSAGE))).isFalse();
        }
    }

    @Test
    void readsScalarsOfAnyLengthAndWritesThirtyTwoBytes() {
        for (var form : List.of("01", "0001", "00".repeat(31) + "01", "00".repeat(32) + "01")) {
            assertThat(key(form).publicKey()).isEqualTo(ONE.publicKey());
            assertThat(key(form).data().hex()).isEqualTo("00".repeat(31) + "01");
        }
        var high = "fe".repeat(32);
        assertThat(key("00" + high).data().hex()).isEqualTo(high);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0000", "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "010000000000000000000000000000000000000000000000000000000000000001",
        "00000000000000000000000000000000000000000000000000000000000000000001"})
    void refusesScalarsOutsideTheGroup(String hex) {
        assertThatThrownBy(() -> key(hex)).isInstanceOf(MalformedException.class);
    }
}
