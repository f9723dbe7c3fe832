package org.jackfield.kernel.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

class PeerCodecFuzzTest {
    /** What was read is written and read back the same; all else is refused as malformed. */
    @FuzzTest(maxDuration = "3s")
    void readsBackOrRefuses(byte[] data) {
        PeerCodec.Content content;
        try {
            content = PeerCodec.decode(Bytes.copyOf(data));
        } catch (MalformedException _) {
            return;
        }
        assertThat(PeerCodec.decode(PeerCodec.encode(content))).isEqualTo(content);
    }
}
