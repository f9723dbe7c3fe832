package org.jackfield.muxer.mplex;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.jackfield.spi.ByteSize;

class MplexConfigTest {
    @ParameterizedTest
    @CsvSource({"0, 1, 4MiB, 32MiB, 5, 512KiB, max-inbound-streams", "1, 0, 4MiB, 32MiB, 5, 512KiB, max-outbound-streams",
        "1, 1, 1KiB, 32MiB, 5, 512KiB, max-unread", "1, 1, 4MiB, 3MiB, 5, 512KiB, max-connection-unread",
        "1, 1, 4MiB, 32MiB, 0, 512KiB, patience",
        "1, 1, 4MiB, 32MiB, 5, 2GiB, send-queue"})
    void refusesWhatCannotWorkAndNamesTheKey(int inbound, int outbound, String unread, String connection, int patience, String queue,
            String key) {
        assertThatThrownBy(
                () -> new MplexConfig(inbound, outbound, ByteSize.parse(unread), ByteSize.parse(connection), Duration.ofSeconds(patience),
                        ByteSize.parse(queue)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(key);
    }
}
