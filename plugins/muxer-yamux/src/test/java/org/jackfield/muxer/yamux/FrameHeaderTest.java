package org.jackfield.muxer.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.ProtocolViolation;

class FrameHeaderTest {
    @ParameterizedTest
    @MethodSource("vectors")
    void readsAndWritesTheGoldenFrames(String hex, FrameHeader header) throws Exception {
        ByteBuf frame = header.toFrame(UnpooledByteBufAllocator.DEFAULT);

        assertThat(ByteBufUtil.hexDump(frame)).isEqualTo(hex);
        assertThat(FrameHeader.read(frame)).isEqualTo(header);
        frame.release();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsHeadersSplitAnywhere(String hex, FrameHeader header) throws Exception {
        byte[] bytes = ByteBufUtil.decodeHexDump(hex);
        for (int split = 0; split <= bytes.length; split++) {
            HeaderReader reader = new HeaderReader();
            FrameHeader early = reader.next(Unpooled.wrappedBuffer(bytes, 0, split));
            FrameHeader late = reader.next(Unpooled.wrappedBuffer(bytes, split, bytes.length - split));

            assertThat(split == bytes.length ? early : late).isEqualTo(header);
            assertThat(split == bytes.length ? late : early).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"010000000000000000000000", "ff0000000000000000000000", "000400000000000000000000", "00ff00000000000000000000"})
    void refusesOtherVersionsAndTypes(String hex) {
        assertThatThrownBy(() -> FrameHeader.read(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex))))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageStartingWith("no yamux frame");
    }

    @Test
    void prependsItselfInFrontOfData() {
        ByteBuf frame = Unpooled.buffer().writeZero(20).writeBytes("hello".getBytes(StandardCharsets.US_ASCII)).readerIndex(20);
        new FrameHeader(FrameType.DATA, 0, 1, 5).prependTo(frame);

        assertThat(ByteBufUtil.hexDump(frame)).isEqualTo("00000000000000010000000568656c6c6f");
    }

    @Test
    void readsBackWhatItWrites() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            FrameHeader header = new FrameHeader(FrameType.numbered(random.nextInt(4)), random.nextInt(0x10000), random.nextLong(1L << 32),
                    random.nextLong(1L << 32));
            ByteBuf frame = header.toFrame(UnpooledByteBufAllocator.DEFAULT);
            assertThat(FrameHeader.read(frame)).isEqualTo(header);
            frame.release();
        }
    }

    static Stream<Object[]> vectors() throws IOException {
        try (InputStream in = FrameHeaderTest.class.getResourceAsStream("/vectors/yamux/headers.hex")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().filter(line -> !line.startsWith("#")).map(line -> {
                String[] parts = line.split(" +");
                return new Object[]{parts[0],
                    new FrameHeader(FrameType.valueOf(parts[1]), Integer.parseInt(parts[2]), Long.parseLong(parts[3]),
                            Long.decode(parts[4]))};
            });
        }
    }
}
