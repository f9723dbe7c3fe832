package org.jackfield.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/** The canonical form of a private key that was read is read as the same key. */
class PrivateKeyFuzzTest {

    @FuzzTest(maxDuration = "3s")
    void readsKeysBackOrRefusesThem(byte[] input) {
        SoftwareIdentity identity;
        try {
            identity = SoftwareIdentity.decode(Bytes.copyOf(input));
        } catch (MalformedException _) {
            return;
        }
        assertThat(SoftwareIdentity.decode(identity.encode()).id()).isEqualTo(identity.id());
    }
}
