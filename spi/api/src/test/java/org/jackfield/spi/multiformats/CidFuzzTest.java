package org.jackfield.spi.multiformats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** What is read is the same when read again. */
class CidFuzzTest {

    @FuzzTest(maxDuration = "3s")
    void readsTextBackOrRefusesIt(byte[] input) {
        Cid cid;
        try {
            cid = Cid.parse(new String(input, StandardCharsets.UTF_8));
        } catch (MalformedException _) {
            return;
        }
        assertThat(Cid.parse(cid.toString())).isEqualTo(cid);
        assertThat(Cid.decode(cid.bytes())).isEqualTo(cid);
    }
}
