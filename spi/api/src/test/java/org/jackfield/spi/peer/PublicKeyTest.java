package org.jackfield.spi.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Costs;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Vectors;

class PublicKeyTest {

    private static final Bytes F4 = Bytes.of(1, 0, 1);
    private static final Bytes ED25519 = Bytes.ofHex("080112201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e");

    static List<String[]> golden() {
        return Vectors.rows("peer-ids/keys.csv");
    }

    private static void assertRefused(Bytes encoded) {
        assertThatThrownBy(() -> PublicKey.decode(encoded)).as("%s", encoded).isInstanceOf(MalformedException.class);
    }

    private static void assertRefused(KeyType type, Bytes data, String why) {
        assertThatThrownBy(() -> new PublicKey(type, data)).isInstanceOf(MalformedException.class).hasMessageContaining(why);
        assertRefused(new ProtoWriter().varint(1, type.code()).bytes(2, data).message());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void writesTheBytesItRead(String hex, String peerId) {
        var key = PublicKey.decode(Bytes.ofHex(hex));
        assertThat(key.encode().hex()).isEqualTo(hex);
        assertThat(PeerId.of(key)).hasToString(peerId);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void refusesEveryTruncation(String hex, String peerId) {
        var whole = Bytes.ofHex(hex);
        for (int length = 0; length < whole.length(); length++) {
            assertRefused(whole.slice(0, length));
        }
        var key = PublicKey.decode(whole);
        for (int length = 0; length < key.data().length(); length++) {
            assertRefused(new ProtoWriter().varint(1, key.type().code()).bytes(2, key.data().slice(0, length)).message());
        }
        assertRefused(new ProtoWriter().varint(1, key.type().code()).bytes(2, Bytes.concat(key.data(), Bytes.of(0))).message());
    }

    @Test
    void writesTheTypeOfRsaThoughItIsZero() {
        assertThat(PublicKey.decode(Bytes.ofHex(golden().get(3)[0])).encode().startsWith(Bytes.of(8, 0, 0x12))).isTrue();
    }

    @Test
    void readsOtherOrdersAndUnknownFieldsAndWritesTheCanonicalForm() {
        var key = PublicKey.decode(ED25519);
        var backwards = new ProtoWriter().bytes(2, key.data()).varint(1, 1).message();
        var extended = new ProtoWriter().varint(7, 1).varint(1, 1).bytes(9, Bytes.of(1, 2)).bytes(2, key.data()).message();
        var fixed = Bytes.concat(Bytes.ofHex("1d00000000" + "210000000000000000"), ED25519);
        for (var form : List.of(backwards, extended, fixed)) {
            assertThat(PublicKey.decode(form)).isEqualTo(key);
            assertThat(PublicKey.decode(form).encode()).isEqualTo(ED25519);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0801", "1220", "0804", "08ffffffffffffffffff01", "0a0101", "1001", "0800", "0801" + "1a00", "0b0c",
        "0801" + "00", "880001"})
    void refusesOtherProtobufs(String hex) {
        assertRefused(Bytes.ofHex(hex));
        assertRefused(Bytes.concat(Bytes.ofHex(hex), Bytes.ofHex("1220")));
    }

    @Test
    void refusesFieldsThatComeTwice() {
        assertRefused(Bytes.concat(ED25519, ED25519));
        assertRefused(Bytes.concat(Bytes.of(8, 1), ED25519));
    }

    @Test
    void refusesGroups() {
        assertRefused(Bytes.concat(ED25519, Bytes.ofHex("1b1c")));
    }

    @Test
    void refusesFloodsOfUnknownFields() {
        var sixteen = Bytes.concat(ED25519, Bytes.ofHex("1800".repeat(16)));
        assertThat(PublicKey.decode(sixteen).encode()).isEqualTo(ED25519);
        assertRefused(Bytes.concat(sixteen, Bytes.ofHex("1800")));
        var mebibyte = Bytes.concat(Bytes.copyOf(new byte[1 << 20]), ED25519);
        assertThat(Costs.leastAllocation(() -> assertRefused(mebibyte))).isLessThan(64 * 1024);
        assertThat(Costs.leastTime(() -> assertRefused(mebibyte))).isLessThan(Duration.ofMillis(5));
    }

    @Test
    void doesNotCareHowDeepUnknownFieldsNest() {
        var nested = Bytes.EMPTY;
        for (int depth = 0; depth < 400; depth++) {
            nested = new ProtoWriter().bytes(3, nested).message();
        }
        assertThat(PublicKey.decode(Bytes.concat(nested, ED25519)).encode()).isEqualTo(ED25519);
    }

    @Test
    void doesNotAllocateForALengthThatIsNotThere() {
        var input = Bytes.concat(Bytes.ofHex("0801" + "12" + "ffffffffffffffff7f"), Bytes.copyOf(new byte[10]));
        assertThat(Costs.leastAllocation(() -> assertRefused(input))).isLessThan(64 * 1024);
    }

    @Test
    void compressesSecp256k1() {
        var generator = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
        var y = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";
        var minusY = "b7c52588d95c3b9aa25b0403f1eef75702e84bb7597aabe663b82f6f04ef2777";
        assertThat(secp256k1("04" + generator + y)).isEqualTo(secp256k1("02" + generator));
        assertThat(secp256k1("04" + generator + minusY)).isEqualTo(secp256k1("03" + generator));
        assertRefused(KeyType.SECP256K1, Bytes.ofHex("04" + generator + "00".repeat(32)), "not a point");
        assertRefused(KeyType.SECP256K1, Bytes.ofHex("04" + "ff".repeat(64)), "not a point");
        assertRefused(KeyType.SECP256K1, Bytes.ofHex("06" + generator + y), "neither");
        assertRefused(KeyType.SECP256K1, Bytes.ofHex("05" + generator), "neither");
        assertRefused(KeyType.SECP256K1, Bytes.ofHex("02" + generator + y), "neither");
    }

    private static PublicKey secp256k1(String hex) {
        return new PublicKey(KeyType.SECP256K1, Bytes.ofHex(hex));
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 2049, 3072, 4096, 8191, 8192})
    void takesRsaKeysOfUsualSizes(int bits) {
        var data = DerWriter.rsa(DerWriter.odd(bits), F4);
        assertThat(new PublicKey(KeyType.RSA, data).data()).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2047, 8193, 8400})
    void refusesRsaKeysOfOtherSizes(int bits) {
        assertRefused(KeyType.RSA, DerWriter.rsa(DerWriter.odd(bits), F4), "RSA modulus has " + bits + " bits");
    }

    @ParameterizedTest
    @ValueSource(ints = {16 * 1024, 64 * 1024})
    void refusesHugeRsaKeysWithoutCalculating(int bits) {
        var data = DerWriter.rsa(DerWriter.odd(bits), F4);
        assertRefused(KeyType.RSA, data, "bytes, at most");
        var encoded = new ProtoWriter().varint(1, 0).bytes(2, data).message();
        assertThat(Costs.leastTime(() -> assertRefused(encoded))).isLessThan(Duration.ofMillis(5));
    }

    @Test
    void refusesOddExponentsAndEvenModuli() {
        var modulus = DerWriter.odd(2048);
        for (var exponent : List.of("01", "02", "010000", "0080000001", "00ffffffff", "0100000001")) {
            assertRefused(KeyType.RSA, DerWriter.rsa(modulus, Bytes.ofHex(exponent)), "RSA exponent");
        }
        assertThat(new PublicKey(KeyType.RSA, DerWriter.rsa(modulus, Bytes.of(3))).type()).isEqualTo(KeyType.RSA);
        assertThat(new PublicKey(KeyType.RSA, DerWriter.rsa(modulus, Bytes.ofHex("7fffffff"))).type()).isEqualTo(KeyType.RSA);
        var even = Bytes.concat(modulus.slice(0, modulus.length() - 1), Bytes.of(0xfe));
        assertRefused(KeyType.RSA, DerWriter.rsa(even, F4), "even");
    }

    @Test
    void refusesNumbersThatAreNotMinimalOrNotPositive() {
        var modulus = DerWriter.odd(2048);
        for (var exponent : List.of("", "00", "0003", "83", "ff")) {
            assertRefused(KeyType.RSA, DerWriter.rsa(modulus, Bytes.ofHex(exponent)), "DER integer");
        }
        assertRefused(KeyType.RSA, DerWriter.rsa(modulus.slice(1, modulus.length()), F4), "not positive");
        assertRefused(KeyType.RSA, DerWriter.rsa(Bytes.concat(Bytes.of(0), modulus), F4), "minimal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "81", "8101", "820001", "8200ff", "83010000", "8480000000", "84ffffffff", "888000000000000000",
        "88ffffffffffffffff", "ff", "fe", "8a01010101010101010101"})
    void refusesDerLengthsThatAreIndefiniteOrLongOrNotMinimalWithoutLooping(String length) {
        for (var key : List.of(Bytes.EMPTY, DerWriter.rsa(DerWriter.odd(2048), F4))) {
            var data = DerWriter.raw(DerReader.SEQUENCE, Bytes.ofHex(length), key);
            assertThat(Costs.leastTime(() -> assertRefused(KeyType.RSA, data, "DER"))).isLessThan(Duration.ofMillis(1));
            assertRefused(KeyType.ECDSA, data, "DER");
            var inner = DerWriter.info(Bytes.ofHex("300d06092a864886f70d0101010500"), data);
            assertRefused(KeyType.RSA, inner, "DER");
        }
    }

    @Test
    void refusesOtherAlgorithms() {
        var key = DerWriter.element(DerReader.SEQUENCE, DerWriter.element(DerReader.INTEGER, DerWriter.odd(2048)),
                DerWriter.element(DerReader.INTEGER, F4));
        assertRefused(KeyType.RSA, DerWriter.info(Bytes.ofHex("300b06092a864886f70d010101"), key), "DER");
        assertRefused(KeyType.RSA, DerWriter.info(Bytes.ofHex("300d06092a864886f70d01010a0500"), key), "key algorithm");
        assertRefused(KeyType.RSA, DerWriter.info(Bytes.ofHex("300e06092a864886f70d010101050100"), key), "not NULL");
        assertRefused(KeyType.RSA, DerWriter.info(Bytes.ofHex("300f06092a864886f70d01010105000500"), key), "too many");
        assertRefused(KeyType.ECDSA, DerWriter.info(Bytes.ofHex("300d06092a864886f70d0101010500"), key), "key algorithm");
    }

    @Test
    void refusesBitStringsWithUnusedBits() {
        var algorithm = Bytes.ofHex("300d06092a864886f70d0101010500");
        var data = DerWriter.element(DerReader.SEQUENCE, algorithm, DerWriter.element(DerReader.BIT_STRING, Bytes.of(1, 2)));
        assertRefused(KeyType.RSA, data, "unused bits");
        var empty = DerWriter.element(DerReader.SEQUENCE, algorithm, DerWriter.element(DerReader.BIT_STRING));
        assertRefused(KeyType.RSA, empty, "unused bits");
    }

    @Test
    void takesThreeCurvesForEcdsa() {
        var p256 = Bytes.ofHex("301306072a8648ce3d020106082a8648ce3d030107");
        var p384 = Bytes.ofHex("301006072a8648ce3d020106052b81040022");
        var p521 = Bytes.ofHex("301006072a8648ce3d020106052b81040023");
        var p224 = Bytes.ofHex("301006072a8648ce3d020106052b81040021");
        assertThat(new PublicKey(KeyType.ECDSA, DerWriter.info(p256, point(65))).type()).isEqualTo(KeyType.ECDSA);
        assertThat(new PublicKey(KeyType.ECDSA, DerWriter.info(p384, point(97))).type()).isEqualTo(KeyType.ECDSA);
        assertThat(new PublicKey(KeyType.ECDSA, DerWriter.info(p521, point(133))).type()).isEqualTo(KeyType.ECDSA);
        assertRefused(KeyType.ECDSA, DerWriter.info(p224, point(57)), "curve");
        assertRefused(KeyType.ECDSA, DerWriter.info(p256, point(97)), "point");
        assertRefused(KeyType.ECDSA, DerWriter.info(p256, Bytes.concat(Bytes.of(2), point(33).slice(1, 33))), "point");
        assertRefused(KeyType.ECDSA, DerWriter.info(p256, Bytes.EMPTY), "point");
    }

    private static Bytes point(int bytes) {
        return Bytes.concat(Bytes.of(4), Bytes.copyOf(new byte[bytes - 1]));
    }

    @Test
    void everyByteChangedGivesAnotherKeyOrNone() {
        var random = new SplittableRandom(4);
        for (var row : golden()) {
            var whole = Bytes.ofHex(row[0]);
            for (int i = 0; i < whole.length(); i++) {
                var changed = whole.toArray();
                changed[i] ^= (byte) random.nextInt(1, 256);
                assertDecodesToItselfOrFails(Bytes.copyOf(changed));
            }
        }
    }

    private static void assertDecodesToItselfOrFails(Bytes encoded) {
        try {
            var key = PublicKey.decode(encoded);
            assertThat(PublicKey.decode(key.encode())).isEqualTo(key);
        } catch (MalformedException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }
}
