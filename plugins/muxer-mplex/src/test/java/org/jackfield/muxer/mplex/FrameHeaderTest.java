package org.jackfield.muxer.mplex;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.datapath.FrameBuffers;

class FrameHeaderTest {
    @ParameterizedTest
    @MethodSource("vectors")
    void readsAndWritesTheGoldenFrames(String hex, FrameKind kind, boolean senderOpened, long id, String body) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        FrameHeader header = new FrameHeader(kind, senderOpened, id, bytes.length);
        ByteBuf frame = FrameBuffers.allocate(UnpooledByteBufAllocator.DEFAULT, bytes.length).writeBytes(bytes);
        header.prependTo(frame);

        assertThat(ByteBufUtil.hexDump(frame)).isEqualTo(hex);
        assertThat(new HeaderReader().next(frame)).isEqualTo(header);
        assertThat(frame.toString(StandardCharsets.US_ASCII)).isEqualTo(body);
        frame.release();
    }

    @ParameterizedTest
    @CsvSource({"01, MESSAGE, false", "02, MESSAGE, true", "03, CLOSE, false", "04, CLOSE, true", "05, RESET, false", "06, RESET, true",
        "00, OPEN, true"})
    void readsEveryFlag(String flag, FrameKind kind, boolean senderOpened) throws Exception {
        FrameHeader header = read(flag + "00");

        assertThat(header).isEqualTo(new FrameHeader(kind, senderOpened, 0, 0));
        ByteBuf frame = header.toFrame(UnpooledByteBufAllocator.DEFAULT);
        assertThat(ByteBufUtil.hexDump(frame)).isEqualTo(flag + "00");
        frame.release();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0700", "8000", "028000", "02818040", "ffffffffffffffffff01", "028180c000", "02ffffffffffffffffff"})
    void refusesWhatIsNoHeader(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void acceptsTheLargestNumbers() throws Exception {
        assertThat(read("feffffffffffffff7f808040"))
                .isEqualTo(new FrameHeader(FrameKind.RESET, true, FrameHeader.LAST_ID, FrameHeader.LARGEST_BODY));
        ByteBuf frame = new FrameHeader(FrameKind.RESET, true, FrameHeader.LAST_ID, FrameHeader.LARGEST_BODY)
                .toFrame(UnpooledByteBufAllocator.DEFAULT);
        assertThat(frame.readableBytes()).isEqualTo(FrameHeader.LARGEST);
        frame.release();
    }

    @Test
    void readsBackWhatItWritesSplitAnywhere() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            FrameKind kind = FrameKind.values()[random.nextInt(4)];
            FrameHeader header = new FrameHeader(kind, kind == FrameKind.OPEN || random.nextBoolean(),
                    random.nextLong() >>> (4 + random.nextInt(60)),
                    random.nextInt(1 + (FrameHeader.LARGEST_BODY >> random.nextInt(20))));
            ByteBuf frame = header.toFrame(UnpooledByteBufAllocator.DEFAULT);
            byte[] bytes = ByteBufUtil.getBytes(frame);
            frame.release();
            int split = random.nextInt(bytes.length);
            HeaderReader reader = new HeaderReader();
            assertThat(reader.next(Unpooled.wrappedBuffer(bytes, 0, split))).isNull();
            assertThat(reader.next(Unpooled.wrappedBuffer(bytes, split, bytes.length - split))).isEqualTo(header);
        }
    }

    private static FrameHeader read(String hex) throws ProtocolViolation {
        return new HeaderReader().next(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)));
    }

    static Stream<Object[]> vectors() throws IOException {
        try (InputStream in = FrameHeaderTest.class.getResourceAsStream("/vectors/mplex/frames.hex")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().filter(line -> !line.startsWith("#")).map(line -> {
                String[] parts = line.split(" +", 5);
                return new Object[]{parts[0], FrameKind.valueOf(parts[1]), Boolean.parseBoolean(parts[2]), Long.parseLong(parts[3]),
                    parts[4]};
            });
        }
    }
}
