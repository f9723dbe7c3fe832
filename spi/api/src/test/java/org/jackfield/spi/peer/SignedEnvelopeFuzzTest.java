package org.jackfield.spi.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/** The canonical form of an envelope that was read is read as the same envelope. */
class SignedEnvelopeFuzzTest {

    @FuzzTest(maxDuration = "3s")
    void readsEnvelopesBackOrRefusesThem(byte[] input) {
        SignedEnvelope envelope;
        try {
            envelope = SignedEnvelope.decode(Bytes.copyOf(input));
        } catch (MalformedException _) {
            return;
        }
        assertThat(SignedEnvelope.decode(envelope.encode())).isEqualTo(envelope);
    }
}
