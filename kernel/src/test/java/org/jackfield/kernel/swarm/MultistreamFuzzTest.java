package org.jackfield.kernel.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.ProtocolViolation;

/** There is one way to write a message, or the peer is refused. */
class MultistreamFuzzTest {
    @FuzzTest(maxDuration = "3s")
    void readsBackWhatItAccepts(byte[] data) throws IOException {
        PipePreamble[] link = said(data);
        try {
            String message = Multistream.read(link[1]);
            byte[] encoded = Multistream.encode(message);
            assertThat(message.length()).isLessThan(Multistream.MAX_LENGTH);
            if (message.indexOf('\ufffd') < 0) {
                assertThat(Arrays.copyOf(data, encoded.length)).isEqualTo(encoded);
            }
        } catch (ProtocolViolation | EOFException _) {
            return;
        }
    }

    static PipePreamble[] said(byte[] data) throws IOException {
        PipePreamble[] link = PipePreamble.pair();
        link[0].write(Arrays.copyOf(data, Math.min(data.length, 1 << 15)));
        link[0].end();
        return link;
    }
}
