package org.jackfield.muxer.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;

import org.jackfield.spi.ProtocolViolation;

/** There is one header for every twelve bytes, or none. */
class FrameHeaderFuzzTest {
    @FuzzTest(maxDuration = "3s")
    void readsBytesBackOrRefusesThem(byte[] input) {
        if (input.length < FrameHeader.SIZE) {
            return;
        }
        FrameHeader header;
        try {
            header = FrameHeader.read(Unpooled.wrappedBuffer(input));
        } catch (ProtocolViolation _) {
            return;
        }
        ByteBuf frame = header.toFrame(UnpooledByteBufAllocator.DEFAULT);
        assertThat(ByteBufUtil.getBytes(frame)).isEqualTo(Arrays.copyOf(input, FrameHeader.SIZE));
        frame.release();
    }
}
