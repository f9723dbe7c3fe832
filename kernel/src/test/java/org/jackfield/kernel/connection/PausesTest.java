package org.jackfield.kernel.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

final class PausesTest {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Test
    void doubleUpToABound() {
        Pauses middle = new Pauses(FIRST, LONGEST, () -> 0.5);
        assertThat(middle.after(0)).isEqualTo(FIRST);
        assertThat(middle.after(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(middle.after(8)).isEqualTo(Duration.ofSeconds(256));
        assertThat(middle.after(9)).isEqualTo(LONGEST);
        assertThat(middle.after(63)).isEqualTo(LONGEST);
        assertThat(middle.after(1_000_000)).isEqualTo(LONGEST);
    }

    @Test
    void varyByAQuarter() {
        assertThat(new Pauses(FIRST, LONGEST, () -> 0).after(0)).isEqualTo(Duration.ofMillis(750));
        assertThat(new Pauses(FIRST, LONGEST, () -> 1).after(0)).isEqualTo(Duration.ofMillis(1250));
    }
}
