package org.jackfield.spi.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/** There is one binary form and one text of every address. */
class MultiaddrBytesFuzzTest {

    @FuzzTest(maxDuration = "3s")
    void readsBytesBackOrRefusesThem(byte[] input) {
        var bytes = Bytes.copyOf(input);
        Multiaddr address;
        try {
            address = Multiaddr.decode(bytes);
        } catch (MalformedException _) {
            return;
        }
        assertThat(address.bytes()).isEqualTo(bytes);
        assertThat(Multiaddr.parse(address.toString())).isEqualTo(address);
    }
}
