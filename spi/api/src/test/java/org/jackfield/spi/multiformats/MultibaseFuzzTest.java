package org.jackfield.spi.multiformats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** What decodes is written the same way again, but for the case of letters. */
class MultibaseFuzzTest {

    @FuzzTest(maxDuration = "3s")
    void readsTextBackOrRefusesIt(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        Bytes bytes;
        try {
            bytes = Multibase.decode(text);
        } catch (MalformedException _) {
            return;
        }
        assertThat(Multibase.of(text.charAt(0)).encode(bytes)).isEqualToIgnoringCase(text);
    }
}
