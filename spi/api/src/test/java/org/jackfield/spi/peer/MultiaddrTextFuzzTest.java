package org.jackfield.spi.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.multiformats.MalformedException;

/** What is read is the same when read again from its text and from its bytes. */
class MultiaddrTextFuzzTest {

    @FuzzTest(maxDuration = "3s")
    void readsTextBackOrRefusesIt(byte[] input) {
        Multiaddr address;
        try {
            address = Multiaddr.parse(new String(input, StandardCharsets.UTF_8));
        } catch (MalformedException _) {
            return;
        }
        assertThat(Multiaddr.parse(address.toString())).isEqualTo(address);
        assertThat(Multiaddr.decode(address.bytes())).isEqualTo(address);
    }
}
