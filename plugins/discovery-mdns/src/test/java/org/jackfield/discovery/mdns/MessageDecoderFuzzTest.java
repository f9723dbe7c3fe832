package org.jackfield.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.BufferOverflowException;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/** Any packet is read or refused; what is read is the same when it is written and read again, unless it gets too long without jumps. */
class MessageDecoderFuzzTest {
    @FuzzTest(maxDuration = "3s")
    void readsBackOrRefuses(byte[] input) {
        DnsMessage read;
        try {
            read = MessageDecoder.decode(Bytes.copyOf(input));
        } catch (MalformedException _) {
            return;
        }
        assertThat(read.answers().size() + read.additionals().size()).isLessThanOrEqualTo(MessageDecoder.MAX_RECORDS);
        new Sightings(Wire.service(1), Wire.PEER).of(read, Wire.LAN);
        try {
            assertThat(MessageDecoder.decode(MessageEncoder.encode(read))).isEqualTo(read);
        } catch (BufferOverflowException _) {
            // a name that jumped into the middle of another may take more room
        }
    }
}
