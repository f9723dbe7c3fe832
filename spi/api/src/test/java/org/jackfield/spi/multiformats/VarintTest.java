package org.jackfield.spi.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VarintTest {

    @ParameterizedTest
    @CsvSource({"0, 00", "1, 01", "127, 7f", "128, 8001", "300, ac02", "16383, ff7f", "16384, 808001",
        "9223372036854775807, ffffffffffffffff7f"})
    void writesAndReads(long value, String hex) {
        assertThat(Varint.encode(value).hex()).isEqualTo(hex);
        assertThat(Varint.size(value)).isEqualTo(hex.length() / 2);
        var reader = new ByteReader(Bytes.ofHex(hex));
        assertThat(reader.varint()).isEqualTo(value);
        reader.end("a varint");
    }

    @Test
    void allWaysOfWritingAgree() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            long value = random.nextLong() >>> random.nextInt(Long.SIZE);
            var stream = new ByteArrayOutputStream();
            Varint.put(value, stream);
            var array = new byte[12];
            int end = Varint.put(value, array, 1);
            assertThat(Bytes.copyOf(stream.toByteArray())).isEqualTo(Varint.encode(value)).isEqualTo(Bytes.copyOf(array, 1, end - 1));
            assertThat(new ByteReader(Varint.encode(value)).varint64()).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "ffff", "8000", "818000", "80808080808080808001", "ffffffffffffffffff01",
        "ffffffffffffffffffff01"})
    void refusesWhatIsTruncatedOrNotMinimalOrTooLong(String hex) {
        assertThatThrownBy(() -> new ByteReader(Bytes.ofHex(hex)).varint()).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @CsvSource({"ffffffffffffffffff01, -1", "80808080808080808001, -9223372036854775808",
        "ffffffffffffffff7f, 9223372036854775807"})
    void readsSixtyFourBitsWhereAskedTo(String hex, long value) {
        assertThat(new ByteReader(Bytes.ofHex(hex)).varint64()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80808080808080808002", "ffffffffffffffffff7f", "8080808080808080808001", "80808080808080808000"})
    void refusesMoreThanSixtyFourBits(String hex) {
        assertThatThrownBy(() -> new ByteReader(Bytes.ofHex(hex)).varint64()).isInstanceOf(MalformedException.class);
    }
}
