package org.jackfield.dist.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class UnitsTest {
    @Test
    void wordsTimesByTheirSize() {
        assertThat(Units.precise(Duration.ofNanos(1_234_567))).isEqualTo("1.23 ms");
        assertThat(Units.precise(Duration.ofMillis(340))).isEqualTo("340 ms");
        assertThat(Units.precise(Duration.ofMillis(12_340))).isEqualTo("12.3 s");
    }

    @Test
    void wordsAges() {
        assertThat(Units.age(Duration.ofSeconds(-1))).isEqualTo("0s");
        assertThat(Units.age(Duration.ofSeconds(59))).isEqualTo("59s");
        assertThat(Units.age(Duration.ofSeconds(192))).isEqualTo("3m12s");
        assertThat(Units.age(Duration.ofMinutes(125))).isEqualTo("2h05m");
        assertThat(Units.age(Duration.ofHours(99))).isEqualTo("4d03h");
    }

    @Test
    void wordsSizes() {
        assertThat(Units.size(1023)).isEqualTo("1023 B");
        assertThat(Units.size(1536)).isEqualTo("1.5 KiB");
        assertThat(Units.size(64L << 20)).isEqualTo("64.0 MiB");
        assertThat(Units.size(3L << 50)).isEqualTo("3072.0 TiB");
    }
}
