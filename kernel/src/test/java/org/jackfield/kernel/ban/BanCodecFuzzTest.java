package org.jackfield.kernel.ban;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

class BanCodecFuzzTest {
    /** What was read is written and read back the same; all else is refused as malformed. */
    @FuzzTest(maxDuration = "3s")
    void readsBackOrRefuses(byte[] data) {
        List<Ban> bans;
        try {
            bans = BanCodec.decode(Bytes.copyOf(data));
        } catch (MalformedException _) {
            return;
        }
        assertThat(BanCodec.decode(BanCodec.encode(bans))).isEqualTo(bans);
    }
}
