package org.jackfield.discovery.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

class VeteranTextTest {
    private static final List<Veteran> VETERANS = List.of(VeteransTest.veteran(1, Duration.ofMinutes(20), Instant.ofEpochSecond(1_000)),
            VeteransTest.veteran(2, Duration.ofDays(3), Instant.ofEpochSecond(2_000)));

    @Test
    void readsWhatItWrote() {
        assertThat(VeteranText.decode(VeteranText.encode(VETERANS))).isEqualTo(VETERANS);
        assertThat(VeteranText.decode(VeteranText.encode(List.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "1 2", "1 2 /ip4/10.0.0.1/tcp/1", "1 two /p2p/12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA",
        "99999999999999999 2 /p2p/12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA", "1 2 3 4 5 6 7 8 9 10 11"})
    void refusesLinesThatMakeNoSense(String text) {
        assertThatThrownBy(() -> VeteranText.decode(Bytes.ofUtf8(text))).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesOrReadsWhateverAByteBecame() {
        byte[] text = VeteranText.encode(VETERANS).toArray();
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 10_000; round++) {
            byte[] changed = text.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            try {
                assertThat(VeteranText.decode(Bytes.copyOf(changed))).isNotEqualTo(VETERANS);
            } catch (MalformedException _) {
                refused++;
            }
        }
        assertThat(refused).isBetween(5_000, 9_999);
    }
}
