package org.jackfield.muxer.mplex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;

import org.jackfield.spi.ProtocolViolation;

/** Every header has one form. */
class FrameHeaderFuzzTest {
    @FuzzTest(maxDuration = "3s")
    void readsBytesBackOrRefusesThem(byte[] input) {
        ByteBuf bytes = Unpooled.wrappedBuffer(input);
        FrameHeader header;
        try {
            header = new HeaderReader().next(bytes);
        } catch (ProtocolViolation _) {
            return;
        }
        if (header == null) {
            assertThat(bytes.isReadable()).isFalse();
            return;
        }
        ByteBuf frame = header.toFrame(UnpooledByteBufAllocator.DEFAULT);
        assertThat(ByteBufUtil.getBytes(frame)).isEqualTo(Arrays.copyOf(input, bytes.readerIndex()));
        frame.release();
    }
}
