package org.jackfield.proto.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

/** Messages as they stand on a stream; what is read stays within its bounds and is the same when written and read again. */
class IdentifyDecoderFuzzTest {
    @FuzzTest(maxDuration = "3s")
    void readsBackOrRefuses(byte[] input) {
        IdentifyDecoder decoder = new IdentifyDecoder();
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(input);
            Optional<Bytes> message;
            while ((message = Delimited.read(in, IdentifyDecoder.MAX_MESSAGE)).isPresent()) {
                decoder.add(message.get());
            }
        } catch (MalformedException | IOException _) {
            return;
        }
        IdentifyMessage read = decoder.message();
        assertThat(read.protocols()).hasSizeLessThanOrEqualTo(IdentifyDecoder.MAX_PROTOCOLS);
        assertThat(read.listenAddresses()).hasSizeLessThanOrEqualTo(IdentifyDecoder.MAX_ADDRESSES);
        List<Bytes> written = IdentifyEncoder.encode(read);
        IdentifyDecoder again = new IdentifyDecoder();
        written.forEach(again::add);
        IdentifyMessage reread = again.message();
        assertThat(reread.publicKey()).isEqualTo(read.publicKey());
        assertThat(reread.agentVersion()).isEqualTo(read.agentVersion());
        assertThat(read.protocols()).startsWith(reread.protocols().toArray(ProtocolId[]::new));
    }
}
