package org.jackfield.muxer.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.jackfield.spi.ByteSize;

class YamuxConfigTest {
    @Test
    void defaultsAreThoseOfOtherImplementations() {
        assertThat(new YamuxProvider().defaults()).isEqualTo(config(1024, "16MiB", "64MiB", "512KiB", 30, 30));
    }

    @ParameterizedTest
    @CsvSource({"0, 16MiB, 512KiB, 30, 30, max-inbound-streams", "1, 255KiB, 512KiB, 30, 30, max-window",
        "1, 2GiB, 512KiB, 30, 30, max-window",
        "1, 16MiB, 1KiB, 30, 30, send-queue", "1, 16MiB, 512KiB, -1, 30, keep-alive", "1, 16MiB, 512KiB, 0, 0, ping-timeout"})
    void refusesWhatCannotWorkAndNamesTheKey(int streams, String window, String queue, int keepAlive, int timeout, String key) {
        assertThatThrownBy(() -> config(streams, window, "0", queue, keepAlive, timeout)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }

    private static YamuxConfig config(int streams, String window, String connection, String queue, int keepAlive, int timeout) {
        return new YamuxConfig(streams, ByteSize.parse(window), ByteSize.parse(connection), ByteSize.parse(queue),
                Duration.ofSeconds(keepAlive),
                Duration.ofSeconds(timeout));
    }
}
