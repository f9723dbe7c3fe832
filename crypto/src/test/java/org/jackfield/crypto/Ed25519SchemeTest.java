package org.jackfield.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.spi.peer.PublicKey;

/** The corners of Ed25519 in which implementations were found to differ; the choice is the strict one throughout. */
class Ed25519SchemeTest {

    private static final BigInteger ORDER = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final String NEUTRAL = "01" + "00".repeat(31);

    static List<String[]> golden() {
        return Vectors.rows("ed25519/rfc8032.csv");
    }

    private static boolean verifies(String key, String message, String signature) {
        var publicKey = new PublicKey(KeyType.ED25519, Bytes.ofHex(key));
        return new KeyVerifier().verify(publicKey, Bytes.ofHex(message), Bytes.ofHex(signature));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void signsAsTheRfcDoes(String seed, String key, String message, String signature) {
        var secret = Ed25519Scheme.INSTANCE.decode(Bytes.ofHex(seed + key));
        assertThat(secret.publicKey().data().hex()).isEqualTo(key);
        assertThat(secret.sign(Bytes.ofHex(message)).hex()).isEqualTo(signature);
        assertThat(secret.data().hex()).isEqualTo(seed + key);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void refusesScalarsFromTheOrderOn(String seed, String key, String message, String signature) {
        var point = signature.substring(0, 64);
        var scalar = littleEndian(signature.substring(64));
        for (int multiple = 1; multiple <= 15; multiple++) {
            var larger = scalar.add(ORDER.multiply(BigInteger.valueOf(multiple)));
            assertThat(verifies(key, message, point + littleEndian(larger))).as("%d orders more", multiple).isFalse();
        }
        assertThat(verifies(key, message, point + littleEndian(ORDER))).isFalse();
        assertThat(verifies(key, message, point + "ff".repeat(32))).isFalse();
    }

    private static BigInteger littleEndian(String hex) {
        return new BigInteger(1, Bytes.copyOf(reversed(Bytes.ofHex(hex).toArray())).toArray());
    }

    private static String littleEndian(BigInteger number) {
        var padded = Bytes.concat(Bytes.copyOf(new byte[32]), Bytes.copyOf(number.toByteArray()));
        return Bytes.copyOf(reversed(padded.slice(padded.length() - 32, padded.length()).toArray())).hex();
    }

    private static byte[] reversed(byte[] bytes) {
        var reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    /** All points of order 1, 2, 4 and 8, then the ways of writing them with a y from the prime on or with the sign of zero. */
    @ParameterizedTest
    @ValueSource(strings = {"0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"})
    void refusesKeysOfSmallOrderUnderWhichAnythingWouldVerify(String key) {
        for (int message = 0; message < 64; message++) {
            var hex = Bytes.of(message).hex();
            assertThat(verifies(key, hex, NEUTRAL + "00".repeat(32))).isFalse();
            assertThat(verifies(key, hex, key + "00".repeat(32))).isFalse();
        }
    }

    @Test
    void refusesKeysThatAreNoPoints() {
        var row = golden().getFirst();
        for (var key : List.of("02" + "00".repeat(31), "ff".repeat(32), "ff".repeat(31) + "7f")) {
            assertThat(verifies(key, row[2], row[3])).as(key).isFalse();
        }
    }

    @Test
    void readsBothFormsOfPrivateKeys() {
        var row = golden().getFirst();
        var shortForm = Ed25519Scheme.INSTANCE.decode(Bytes.ofHex(row[0] + row[1]));
        var longForm = Ed25519Scheme.INSTANCE.decode(Bytes.ofHex(row[0] + row[1] + row[1]));
        assertThat(longForm.publicKey()).isEqualTo(shortForm.publicKey());
        assertThat(longForm.data()).isEqualTo(shortForm.data());
    }

    @Test
    void refusesPrivateKeysBesideAnotherPublicKey() {
        var seed = golden().get(0)[0];
        var own = golden().get(0)[1];
        var other = golden().get(1)[1];
        for (var data : List.of(seed + other, seed + own + other, seed + other + own, seed, seed + own + own + own, "")) {
            assertThatThrownBy(() -> Ed25519Scheme.INSTANCE.decode(Bytes.ofHex(data))).isInstanceOf(MalformedException.class);
        }
    }
}
