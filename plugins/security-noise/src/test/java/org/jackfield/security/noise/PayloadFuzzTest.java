package org.jackfield.security.noise;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.ProtocolViolation;

/** Whatever arrives is a payload that can be written again, or a violation. */
class PayloadFuzzTest {
    @FuzzTest(maxDuration = "3s")
    void decodesOrRefuses(byte[] data) throws ProtocolViolation {
        Payload payload;
        try {
            payload = Payload.decode(data);
        } catch (ProtocolViolation _) {
            return;
        }
        // invalid UTF-8 in a muxer becomes replacement characters, which are longer
        if (data.length <= Payload.MAX_BYTES / 4 && !Payload.decode(payload.encode()).equals(payload)) {
            throw new AssertionError("written again it reads differently: " + payload);
        }
    }
}
