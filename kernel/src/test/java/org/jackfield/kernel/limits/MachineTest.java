package org.jackfield.kernel.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MachineTest {
    @Test
    void directMemoryIsAsLargeAsTheHeapUnlessAnOptionSaysOtherwise() {
        assertThat(Machine.direct(List.of("-Xmx1g"), 1L << 30)).isEqualTo(1L << 30);
        assertThat(Machine.direct(List.of("-XX:MaxDirectMemorySize=64m", "-Xmx1g"), 1L << 30)).isEqualTo(64L << 20);
    }

    @ParameterizedTest
    @CsvSource({"4096, 4096", "64k, 65536", "64K, 65536", "3m, 3145728", "2G, 2147483648", "1t, 1099511627776", "0, 7", "12x, 7", "m, 7"})
    void readsSizesAsTheJvmDoes(String text, long bytes) {
        assertThat(Machine.direct(List.of("-XX:MaxDirectMemorySize=" + text), 7)).isEqualTo(bytes);
    }

    @Test
    void thisMachineHasSomeOfEverything() {
        Machine here = Machine.here();
        assertThat(here.heap()).isPositive();
        assertThat(here.direct()).isPositive();
        assertThat(here.descriptors()).isPositive();
    }
}
