package org.jackfield.spi.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.multiformats.MalformedException;

/** What is read is the same when read again, also as a CID. */
class PeerIdFuzzTest {

    @FuzzTest(maxDuration = "3s")
    void readsTextBackOrRefusesIt(byte[] input) {
        PeerId id;
        try {
            id = PeerId.parse(new String(input, StandardCharsets.UTF_8));
        } catch (MalformedException _) {
            return;
        }
        assertThat(PeerId.parse(id.toString())).isEqualTo(id);
        assertThat(PeerId.parse(id.cid().toString())).isEqualTo(id);
        assertThat(id.inlineKey().map(PeerId::of).orElse(id)).isEqualTo(id);
    }
}
