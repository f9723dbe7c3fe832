package org.jackfield.security.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import org.jackfield.spi.ProtocolViolation;

/**
 * Whatever arrives, in whatever pieces, either is what the peer encrypted or closes the channel. The first byte of the data says how the
 * rest is used: as an alteration of valid frames, or as it is.
 */
class FrameCodecFuzzTest {
    private static final byte[] KEY = new byte[FrameCipher.KEY];

    @FuzzTest(maxDuration = "3s")
    void decryptsOrCloses(byte[] data) throws Exception {
        if (data.length < 2) {
            return;
        }
        Random random = new Random(data[0]);
        byte[] text = FrameCodecTest.bytes(random, 300);
        byte[] wire = (data[0] & 1) == 0 ? altered(frames(text), data) : data;
        EmbeddedChannel channel = new EmbeddedChannel(new FrameCodec(new CipherState(new JdkCipher.Factory().sealing(KEY)),
                new CipherState(new JdkCipher.Factory().opening(KEY))));
        try {
            for (int at = 0; at < wire.length && channel.isOpen();) {
                int count = Math.min(wire.length - at, 1 + random.nextInt(200));
                channel.writeInbound(Unpooled.copiedBuffer(wire, at, count));
                at += count;
            }
        } catch (Exception e) {
            // Netty throws it without declaring it
            assertThat(e).isInstanceOf(ProtocolViolation.class);
            assertThat(channel.isOpen()).isFalse();
        }
        byte[] got = Parties.drain(channel::readInbound);
        assertThat(got).isEqualTo(Arrays.copyOf(text, got.length));
        channel.finishAndReleaseAll();
    }

    private static byte[] frames(byte[] text) throws Exception {
        CipherState sealing = new CipherState(new JdkCipher.Factory().sealing(KEY));
        ByteBuf wire = Unpooled.buffer(1024);
        ByteBuf plain = Unpooled.wrappedBuffer(text);
        for (int length : new int[]{1, 99, 0, 150, 50}) {
            sealing.seal(FrameCipher.NOTHING, plain, length, wire.writeShort(length + FrameCipher.TAG));
        }
        byte[] bytes = new byte[wire.readableBytes()];
        wire.readBytes(bytes);
        return bytes;
    }

    private static byte[] altered(byte[] wire, byte[] by) {
        for (int i = 1; i < by.length; i++) {
            wire[(by.length * 31 + i) % wire.length] ^= by[i];
        }
        return wire;
    }
}
