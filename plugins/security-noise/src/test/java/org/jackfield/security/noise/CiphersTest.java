package org.jackfield.security.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.jackfield.security.noise.Candidate.Primitives;

/** Every implementation against every other, on every kind of memory. */
class CiphersTest {
    private static final int[] LENGTHS = {0, 1, 15, 16, 17, 64, 511, 1024, 1025, 4096, 65_519};

    static Stream<Candidate> all() {
        return Stream.of(Candidate.conscrypt(), Candidate.jdk(), Candidate.bouncyCastle());
    }

    static Stream<List<Candidate>> pairs() {
        return all().flatMap(one -> all().map(other -> List.of(one, other)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void understandEachOther(List<Candidate> pair) throws Exception {
        Random random = new Random(7);
        byte[] key = FrameCodecTest.bytes(random, FrameCipher.KEY);
        FrameCipher one = pair.getFirst().load().load().ciphers().sealing(key);
        FrameCipher other = pair.getLast().load().load().ciphers().opening(key);
        long nonce = 0xfffffffdL;
        for (int length : LENGTHS) {
            for (byte[] associated : new byte[][]{{}, FrameCodecTest.bytes(random, 32)}) {
                byte[] text = FrameCodecTest.bytes(random, length);
                for (int memory = 0; memory < 8; memory++) {
                    nonce++;
                    ByteBuf plain = buffer(memory & 1, length + 3).writeZero(3).writeBytes(text).skipBytes(3);
                    ByteBuf sealed = buffer(memory & 2, length + 2 + FrameCipher.TAG).writeZero(2).skipBytes(2);
                    ByteBuf opened = buffer(memory & 4, length);
                    one.seal(nonce, associated, plain, length, sealed);
                    assertThat(sealed.readableBytes()).isEqualTo(length + FrameCipher.TAG);
                    other.open(nonce, associated, sealed, sealed.readableBytes(), opened);
                    assertThat(ByteBufUtil.getBytes(opened)).isEqualTo(text);
                    assertThat(plain.isReadable() || sealed.isReadable()).isFalse();
                    plain.release();
                    sealed.release();
                    opened.release();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void agreeOnSecrets(List<Candidate> pair) throws Exception {
        Curve one = pair.getFirst().load().load().curve();
        Curve other = pair.getLast().load().load().curve();
        Curve.KeyPair ours = one.generate();
        Curve.KeyPair theirs = other.generate();
        assertThat(ours.agree(theirs.publicKey())).isEqualTo(theirs.agree(ours.publicKey()));
        byte[] secret = FrameCodecTest.bytes(new Random(9), Curve.BYTES);
        assertThat(one.of(secret).publicKey()).isEqualTo(other.of(secret).publicKey());
        // 1, and the order-8 point of RFC 7748's curve
        for (String small : List.of("01", "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")) {
            byte[] point = java.util.Arrays.copyOf(java.util.HexFormat.of().parseHex(small), Curve.BYTES);
            assertThatThrownBy(() -> ours.agree(point)).isInstanceOf(GeneralSecurityException.class);
        }
    }

    /** Keys on the twist, beyond the prime and with every bit set that is to be ignored; the points whose multiples give the key away. */
    @ParameterizedTest
    @MethodSource("all")
    void agreeWithWycheproof(Candidate candidate) throws Exception {
        Curve curve = candidate.load().load().curve();
        List<String> wrong = new ArrayList<>();
        List<String[]> rows = Vectors.rows("wycheproof-x25519.csv");
        for (String[] row : rows) {
            HexFormat hex = HexFormat.of();
            String agreed;
            try {
                agreed = hex.formatHex(curve.of(hex.parseHex(row[2])).agree(hex.parseHex(row[1])));
            } catch (GeneralSecurityException _) {
                agreed = "00".repeat(Curve.BYTES);
            }
            if (!agreed.equals(row[3])) {
                wrong.add(row[0]);
            }
        }
        assertThat(rows).hasSize(518);
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void failTheSelfTestWhenTheirAnswersAreWrong(List<Candidate> pair) throws Exception {
        Primitives good = pair.getFirst().load().load();
        SelfTest.check(good.ciphers());
        SelfTest.check(good.curve());
        List<FrameCipher.Factory> broken = new ArrayList<>();
        broken.add(Broken.counter(good.ciphers()));
        broken.add(Broken.forgiving(good.ciphers()));
        for (FrameCipher.Factory each : broken) {
            assertThatThrownBy(() -> SelfTest.check(each)).isInstanceOf(GeneralSecurityException.class)
                    .hasMessageContaining("wrong answer");
        }
        assertThatThrownBy(() -> SelfTest.check(Broken.constant(good.curve()))).isInstanceOf(GeneralSecurityException.class);
    }

    private static ByteBuf buffer(int heap, int length) {
        return heap == 0 ? PooledByteBufAllocator.DEFAULT.directBuffer(length) : Unpooled.buffer(length);
    }
}
