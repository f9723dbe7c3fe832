package org.jackfield.kernel.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpiVersionTest {
    @ParameterizedTest
    @CsvSource({"1.3.0,1,3", "1.3,1,3", "1,1,0", "0.1.0-SNAPSHOT,0,1", "2-ea,2,0", "10.20.30+build,10,20"})
    void readsMajorAndMinor(String text, int major, int minor) {
        assertThat(SpiVersion.parse(text)).contains(new SpiVersion(major, minor));
    }

    @Test
    void knowsWhatIsNoVersion() {
        assertThat(SpiVersion.parse("")).isEmpty();
        assertThat(SpiVersion.parse("next")).isEmpty();
        assertThat(SpiVersion.parse("99999999999.1")).isEmpty();
    }

    @Test
    void servesTheSameMajorUpToItsMinor() {
        SpiVersion ours = new SpiVersion(1, 3);
        assertThat(ours.serves(new SpiVersion(1, 0))).isTrue();
        assertThat(ours.serves(new SpiVersion(1, 3))).isTrue();
        assertThat(ours.serves(new SpiVersion(1, 4))).isFalse();
        assertThat(ours.serves(new SpiVersion(2, 0))).isFalse();
        assertThat(ours.serves(new SpiVersion(0, 3))).isFalse();
    }
}
