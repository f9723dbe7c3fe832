package org.jackfield.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.multiformats.Bytes;

/** Every target is a path or none; and the path written again means the same. */
class RequestPathFuzzTest {
    @FuzzTest(maxDuration = "3s")
    void readsBackWhatItReads(byte[] input) {
        Optional<Bytes> path = RequestPath.of(new String(input, StandardCharsets.ISO_8859_1));
        path.ifPresent(bytes -> {
            assertThat(RequestPath.of(RequestPath.target(bytes))).hasValue(bytes);
            assertThat(RequestPath.target(bytes)).matches("/[!-~]*");
        });
    }
}
