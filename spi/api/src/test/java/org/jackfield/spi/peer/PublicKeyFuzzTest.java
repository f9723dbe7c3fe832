package org.jackfield.spi.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/** The canonical form of a key that was read is read as the same key. */
class PublicKeyFuzzTest {

    @FuzzTest(maxDuration = "3s")
    void readsKeysBackOrRefusesThem(byte[] input) {
        PublicKey key;
        try {
            key = PublicKey.decode(Bytes.copyOf(input));
        } catch (MalformedException _) {
            return;
        }
        assertThat(PublicKey.decode(key.encode())).isEqualTo(key);
        assertThat(PeerId.parse(PeerId.of(key).toString())).isEqualTo(PeerId.of(key));
    }
}
