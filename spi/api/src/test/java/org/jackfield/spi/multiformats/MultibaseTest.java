package org.jackfield.spi.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultibaseTest {

    private static final Bytes YES = Bytes.ofUtf8("yes mani !");

    static List<String[]> golden() {
        return Vectors.rows("multibase/basic.csv");
    }

    @ParameterizedTest
    @MethodSource("golden")
    void agreesWithTheGoldenVectors(String prefix, String plain, String afterZero) {
        var base = Multibase.of(prefix.charAt(0));
        var withZero = Bytes.concat(Bytes.of(0), YES);
        assertThat(base.encode(YES)).isEqualTo(plain);
        assertThat(base.encode(withZero)).isEqualTo(afterZero);
        assertThat(Multibase.decode(plain)).isEqualTo(YES);
        assertThat(Multibase.decode(afterZero)).isEqualTo(withZero);
    }

    @ParameterizedTest
    @CsvSource({"M, MeWVzIG1hbmkgIQ==", "U, UeWVzIG1hbmkgIQ==", "c, cpfsxgidnmfxgsibb", "C, CPFSXGIDNMFXGSIBB",
        "F, F796573206D616E692021", "B, BPFSXGIDNMFXGSIBB", "K, K2LCPZO5YIKIDYNFL"})
    void writesTheOtherForms(char prefix, String text) {
        assertThat(Multibase.of(prefix).encode(YES)).isEqualTo(text);
        assertThat(Multibase.decode(text)).isEqualTo(YES);
    }

    @ParameterizedTest
    @EnumSource
    void readsBackWhatItWrites(Multibase base) {
        var random = new SplittableRandom(2);
        for (int length = 0; length < 200; length++) {
            var bytes = new byte[length];
            random.nextBytes(bytes);
            Arrays.fill(bytes, 0, length == 0 ? 0 : random.nextInt(length) / 4, (byte) 0);
            var value = Bytes.copyOf(bytes);
            assertThat(Multibase.decode(base.encode(value))).isEqualTo(value);
            assertThat(base.decodeBare(base.encodeBare(value))).isEqualTo(value);
            assertThat(base.encode(value)).isEqualTo(base.prefix() + base.encodeBare(value));
        }
    }

    @ParameterizedTest
    @CsvSource({"BASE36, 36", "BASE58BTC, 58"})
    void agreesWithBigIntegers(Multibase base, int radix) {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 500; i++) {
            var bytes = new byte[random.nextInt(1, 120)];
            random.nextBytes(bytes);
            bytes[0] |= 1;
            var expected = new StringBuilder();
            var digits = base == Multibase.BASE36 ? Alphabets.ALPHANUMERIC : Alphabets.BITCOIN;
            for (var rest = new BigInteger(1, bytes); rest.signum() > 0; rest = rest.divide(BigInteger.valueOf(radix))) {
                expected.append(digits.charAt(rest.mod(BigInteger.valueOf(radix)).intValue()));
            }
            assertThat(base.encodeBare(Bytes.copyOf(bytes))).isEqualTo(expected.reverse().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"F796573206d616e692021", "f796573206D616E692021", "bPfSxGidnmfxgsibb", "BpfsXgidnmfxgsibb",
        "k2LCPZO5yikidynfl", "K2lcpzo5YIKIDYNFL"})
    void readsEitherCaseWhereTheAlphabetHasOne(String text) {
        assertThat(Multibase.decode(text)).isEqualTo(YES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\u0000", "é", "f0", "f0g", "f 00", "b1", "ba", "baa8", "baaa", "bah", "caa======x",
        "ca=======", "caa=====", "c========", "m+", "mA", "mAA==", "mAB", "mA-A", "uA+A", "MAA", "MAA=", "MA===", "M====", "MAA==A",
        "UAA==AA==", "z0", "zO", "zl", "zI", "z ", "z11é", "k-", "k\u0131", "f٠٠"})
    void refusesWhatIsNotExact(String text) {
        assertThatThrownBy(() -> Multibase.decode(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void readsEmptyBytes() {
        for (var base : Multibase.values()) {
            assertThat(Multibase.decode(String.valueOf(base.prefix()))).isEqualTo(Bytes.EMPTY);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BASE36", "BASE36_UPPER", "BASE58BTC"})
    void boundsTheCostOfIntegerBases(Multibase base) {
        var longest = "Z".repeat(Multibase.MAX_INTEGER_TEXT);
        var value = base.decodeBare(longest);
        assertThat(base.encodeBare(value).toUpperCase(Locale.ROOT)).isEqualTo(longest);
        assertThatThrownBy(() -> base.decodeBare(longest + "Z")).isInstanceOf(MalformedException.class);
        var zeros = Bytes.copyOf(new byte[Multibase.MAX_INTEGER_TEXT]);
        assertThat(base.decodeBare(base.encodeBare(zeros))).isEqualTo(zeros);
        assertThatThrownBy(() -> base.encode(Bytes.concat(zeros, Bytes.of(0)))).isInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> base.encode(Bytes.concat(value, Bytes.of(0)))).isInstanceOf(IllegalArgumentException.class);
        assertThat(Costs.leastTime(() -> base.decodeBare(longest))).isLessThan(Duration.ofMillis(5));
    }
}
