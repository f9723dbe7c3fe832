package org.jackfield.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({"0s,PT0S", "5s,PT5S", "250ms,PT0.25S", "10m,PT10M", "1h30m,PT1H30M", "2d,PT48H", "7us,PT0.000007S", "3ns,PT0.000000003S",
        "1s500ms,PT1.5S"})
    void readsAndWritesTheShortForm(String text, Duration duration) {
        assertThat(DurationText.parse(text)).isEqualTo(duration);
        assertThat(DurationText.print(duration)).isEqualTo(text);
    }

    @Test
    void readsTheIsoForm() {
        assertThat(DurationText.parse("PT1M30S")).isEqualTo(Duration.ofSeconds(90));
        assertThat(DurationText.parse("-PT1S")).isEqualTo(Duration.ofSeconds(-1));
        assertThat(DurationText.print(Duration.ofSeconds(-1))).isEqualTo("PT-1S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "5 s", "5S", "5sec", "1.5s", "1s1s", "1s1m", "1m1h", "999999999999999999d", "PT"})
    void refusesOtherForms(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DurationText.parse(text));
    }

    @Test
    void readsWhatItWrites() {
        Random random = new Random(25);
        for (int i = 0; i < 2_000; i++) {
            long seconds = random.nextLong() >> random.nextInt(11, 64);
            Duration duration = Duration.ofSeconds(seconds, random.nextBoolean() ? random.nextInt(1_000_000_000) : 0);
            assertThat(DurationText.parse(DurationText.print(duration))).isEqualTo(duration);
        }
    }
}
