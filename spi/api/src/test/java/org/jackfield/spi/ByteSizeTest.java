package org.jackfield.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"0, 0B", "512B, 512B", "1023, 1023B", "1024, 1KiB", "256KiB, 256KiB", "16 MiB, 16MiB", "1048576KiB, 1GiB", "3TiB, 3TiB",
        "1536KiB, 1536KiB"})
    void readsWhatItPrints(String text, String printed) {
        ByteSize size = ByteSize.parse(text);

        assertThat(size).hasToString(printed);
        assertThat(ByteSize.parse(printed)).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B", "-1", "1.5MiB", "1MB", "1mib", " 1", "1  KiB", "9999999TiB", "9223372036854775808",
        "٣"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("a size is");
    }

    @Test
    void comparesByBytes() {
        assertThat(ByteSize.kibi(1024)).isEqualTo(ByteSize.mebi(1)).isLessThan(ByteSize.kibi(1025));
        assertThat(ByteSize.mebi(16).bytes()).isEqualTo(16_777_216);
    }
}
