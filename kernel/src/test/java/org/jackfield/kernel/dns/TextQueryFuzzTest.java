package org.jackfield.kernel.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.multiformats.Bytes;

/** Whatever a name server sends, there is an answer within its bounds, a typed failure, or nothing. */
class TextQueryFuzzTest {
    private static final int LIMIT = 100;

    @FuzzTest(maxDuration = "3s")
    void answersOrFails(byte[] data) {
        TextQuery query = new TextQuery(0x1234, "_dnsaddr.a");
        byte[] message = Arrays.copyOf(data, Math.min(data.length, 65_535));
        try {
            query.decode(Bytes.copyOf(message), LIMIT).ifPresent(answer -> {
                assertThat(answer.texts()).hasSizeLessThanOrEqualTo(LIMIT);
                assertThat(answer.texts()).allSatisfy(text -> assertThat(text.length()).isLessThanOrEqualTo(message.length));
            });
        } catch (ProtocolViolation _) {
            return;
        }
    }
}
