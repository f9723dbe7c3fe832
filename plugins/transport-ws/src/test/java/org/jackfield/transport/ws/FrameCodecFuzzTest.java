package org.jackfield.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import org.jackfield.spi.datapath.Role;

/** Whatever arrives, in whatever pieces, is passed on or ends the link; and nothing is passed on that did not arrive. */
class FrameCodecFuzzTest {
    @FuzzTest(maxDuration = "3s")
    void passesOnOrCloses(byte[] data) {
        if (data.length == 0) {
            return;
        }
        Random cuts = new Random(data[0]);
        EmbeddedChannel channel = Wire.channel((data[0] & 1) == 0 ? Role.RESPONDER : Role.INITIATOR);
        try {
            for (int at = 1; at < data.length && channel.isOpen();) {
                int count = Math.min(data.length - at, 1 + cuts.nextInt(50));
                channel.writeInbound(Unpooled.copiedBuffer(data, at, count));
                at += count;
            }
        } catch (Exception e) {
            // Netty throws it without declaring it
            assertThat(e).isInstanceOf(IOException.class);
            assertThat(channel.isOpen()).isFalse();
        }
        assertThat(Wire.received(channel).length).isLessThan(data.length);
        channel.finishAndReleaseAll();
    }
}
