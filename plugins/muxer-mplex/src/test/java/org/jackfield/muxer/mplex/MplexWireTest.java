package org.jackfield.muxer.mplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.StreamReset;
import org.jackfield.spi.datapath.FrameBuffers;
import org.jackfield.spi.datapath.MuxedStream;

/** What a session says, and how it takes what peers say, well-behaved or not. */
class MplexWireTest {
    private static final String HELLO = "68656c6c6f";

    @Test
    void speaksItsFrames() throws Exception {
        try (WireEnd end = new WireEnd()) {
            MuxedStream first = end.session().open(Deadline.NEVER);
            MuxedStream second = end.session().open(Deadline.NEVER);
            assertThat(end.sent()).isEqualTo("000130" + "080131");
            first.write(hello());
            second.write(hello());
            assertThat(end.sent()).isEqualTo("0205" + HELLO + "0a05" + HELLO);
            first.closeWrite();
            first.closeWrite();
            assertThat(end.sent()).isEqualTo("0400");
            second.reset(ErrorCode.RATE_LIMITED);
            assertThat(end.sent()).isEqualTo("0e00");
        }
    }

    @Test
    void answersOnThePeersStreams() throws Exception {
        try (WireEnd end = new WireEnd()) {
            end.receive("000130" + "0205" + HELLO + "0400" + "080131");
            assertThat(end.sent()).isEmpty();
            assertThat(text(end.inbound().getFirst())).isEqualTo("hello");
            end.inbound().getFirst().write(hello());
            end.inbound().getFirst().closeWrite();
            end.inbound().get(1).reset(ErrorCode.NONE);

            assertThat(end.sent()).isEqualTo("0105" + HELLO + "0300" + "0d00");
            assertThat(end.session().streams()).isZero();
        }
    }

    @Test
    void oneNumberNamesTwoStreams() throws Exception {
        try (WireEnd end = new WireEnd()) {
            MuxedStream ours = end.session().open(Deadline.NEVER);
            end.receive("000130" + "0203" + "6f6e65" + "0103" + "74776f" + "0400" + "0300");

            assertThat(text(end.inbound().getFirst())).isEqualTo("one");
            assertThat(text(ours)).isEqualTo("two");
            end.sent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"88010873747265616d2031" + "8a0105" + HELLO + "8c0100",
        "0000" + "0200" + "0202" + "6865" + "0200" + "0203" + "6c6c6f" + "0400",
        "0000" + "ba0205" + "0102030405" + "0205" + HELLO + "0403" + "616263"})
    void readsTheSameHoweverBytesAreSplit(String hex) throws Exception {
        byte[] bytes = ByteBufUtil.decodeHexDump(hex);
        for (int split = 0; split <= bytes.length; split++) {
            try (WireEnd end = new WireEnd()) {
                end.receive(Arrays.copyOfRange(bytes, 0, split));
                end.receive(Arrays.copyOfRange(bytes, split, bytes.length));
                assertThat(text(end.inbound().getFirst())).isEqualTo("hello");
            }
        }
        try (WireEnd end = new WireEnd()) {
            for (byte one : bytes) {
                end.receive(new byte[]{one});
            }
            assertThat(text(end.inbound().getFirst())).isEqualTo("hello");
        }
    }

    @Test
    void aFrameOfAMebibyteIsHandedOnInPieces() throws Exception {
        try (WireEnd end = new WireEnd()) {
            end.receive("0000" + "02808040");
            byte[] sent = Streams.random(FrameHeader.LARGEST_BODY, 3);
            for (int at = 0; at < sent.length; at += 65_536) {
                end.receive(Arrays.copyOfRange(sent, at, at + 65_536));
                ByteBuf piece = end.inbound().getFirst().poll();
                assertThat(ByteBufUtil.getBytes(piece)).isEqualTo(Arrays.copyOfRange(sent, at, at + 65_536));
                piece.release();
            }
            end.receive("0400");
            assertThat(end.inbound().getFirst().read()).isNull();
        }
    }

    @Test
    void sendsForeignBuffersInFramesOfItsOwn() throws Exception {
        try (WireEnd end = new WireEnd()) {
            MuxedStream stream = end.session().open(Deadline.NEVER);
            end.sent();
            stream.write(Unpooled.wrappedBuffer(new byte[100_000]).asReadOnly());

            assertThat(end.sent()).startsWith("02d0ff03").hasSize(2 * (100_000 + 4 + 4));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"02818040", "0700", "8000", "00828080808080808080ff01", "0001300001"})
    void whatIsNoMplexEndsTheSession(String hex) {
        try (WireEnd end = new WireEnd()) {
            end.receive(hex + "31");

            assertThat(end.isOpen()).isFalse();
            assertThat(end.reason().code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
            assertThat(end.sent()).isEmpty();
        }
    }

    @Test
    void framesForNobodyAreSkipped() {
        try (WireEnd end = new WireEnd()) {
            end.receive("000130");
            end.inbound().getFirst().reset(ErrorCode.NONE);
            end.sent();
            end.receive("0205" + HELLO + "0105" + HELLO + "0400" + "0600" + "b20205" + HELLO);

            assertThat(end.session().lateFrames()).isEqualTo(5);
            assertThat(end.memory()).isZero();
            assertThat(end.sent()).isEmpty();
            assertThat(end.isOpen()).isTrue();
        }
    }

    @Test
    void aResetReachesReaderAndWriter() throws Exception {
        try (WireEnd end = new WireEnd()) {
            MuxedStream stream = end.session().open(Deadline.NEVER);
            end.receive("0105" + HELLO + "0500" + "0105" + HELLO);
            stream.read().release();

            assertThatThrownBy(stream::read).isInstanceOf(StreamReset.class).hasMessageContaining("the peer");
            assertThatThrownBy(() -> stream.write(hello())).isInstanceOf(StreamReset.class);
            assertThat(end.session().streams()).isZero();
            end.sent();
        }
    }

    @Test
    void streamsBeyondTheCapAreResetAndLaterOnesWork() {
        try (WireEnd end = new WireEnd(WireEnd.SMALL)) {
            end.receive("0000" + "0800" + "1000" + "1800" + "2000" + "2203616263");
            assertThat(end.inbound()).hasSize(4);
            assertThat(end.sent()).isEqualTo("2500");
            end.inbound().getFirst().reset(ErrorCode.NONE);
            end.sent();
            end.receive("2800");
            assertThat(end.inbound()).hasSize(5);
        }
    }

    @Test
    void openingWaitsAtTheOutboundCap() throws Exception {
        try (WireEnd end = new WireEnd(WireEnd.SMALL)) {
            MuxedStream first = end.session().open(Deadline.NEVER);
            end.session().open(Deadline.NEVER);
            end.session().open(Deadline.NEVER);
            assertThatThrownBy(() -> end.session().open(Deadline.after(Duration.ofMillis(5)))).isInstanceOf(DeadlineExpired.class)
                    .hasMessageContaining("max-outbound-streams");
            first.reset(ErrorCode.NONE);
            end.session().open(Deadline.after(Duration.ofMillis(5)));
            end.sent();
        }
    }

    @Test
    void readingPausesWhenAStreamIsNotReadAndGoesOnWhenItIs() throws Exception {
        try (WireEnd end = new WireEnd(WireEnd.SMALL)) {
            end.receive(FrameKind.OPEN, true, 0, 0);
            end.receive(FrameKind.MESSAGE, true, 0, 32 * 1024);
            assertThat(end.channel().config().isAutoRead()).isTrue();
            end.receive(FrameKind.MESSAGE, true, 0, 16 * 1024);
            assertThat(end.channel().config().isAutoRead()).isFalse();

            end.inbound().getFirst().read().release();
            end.channel().runPendingTasks();
            assertThat(end.channel().config().isAutoRead()).isTrue();
            end.advance(6, TimeUnit.SECONDS);
            assertThat(end.session().streams()).isEqualTo(1);
        }
    }

    @Test
    void aStreamThatStaysUnreadIsResetAndTheOthersGoOn() throws Exception {
        try (WireEnd end = new WireEnd(WireEnd.SMALL)) {
            end.receive(FrameKind.OPEN, true, 0, 0);
            end.receive(FrameKind.OPEN, true, 1, 0);
            end.receive(FrameKind.MESSAGE, true, 1, 1000);
            end.receive(FrameKind.MESSAGE, true, 0, 40 * 1024);
            assertThat(end.channel().config().isAutoRead()).isFalse();
            end.advance(5, TimeUnit.SECONDS);

            assertThat(end.channel().config().isAutoRead()).isTrue();
            assertThat(end.sent()).isEqualTo("0500");
            assertThat(end.session().streams()).isEqualTo(1);
            assertThatThrownBy(end.inbound().getFirst()::read).isInstanceOf(StreamReset.class).hasMessageContaining("resource limit");
            assertThat(end.inbound().get(1).read().release()).isTrue();
        }
    }

    @Test
    void aStreamBeyondItsBoundIsResetAtOnce() {
        try (WireEnd end = new WireEnd(WireEnd.SMALL)) {
            end.receive(FrameKind.OPEN, true, 0, 0);
            for (int i = 0; i < 5; i++) {
                end.receive(FrameKind.MESSAGE, true, 0, 16 * 1024);
            }
            assertThat(end.sent()).isEqualTo("0500");
            assertThat(end.memory()).isZero();
            assertThat(end.isOpen()).isTrue();
        }
    }

    @Test
    void allStreamsTogetherAreBoundedToo() {
        try (WireEnd end = new WireEnd(WireEnd.SMALL)) {
            for (long id = 0; id < 4; id++) {
                end.receive(FrameKind.OPEN, true, id, 0);
                end.receive(FrameKind.MESSAGE, true, id, 30 * 1024);
            }
            assertThat(end.channel().config().isAutoRead()).isFalse();
            end.advance(5, TimeUnit.SECONDS);
            assertThat(end.session().streams()).isLessThan(4);
            assertThat(end.memory()).isLessThan(70 * 1024);
            end.sent();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void openingAndResettingTooOftenEndsTheSession(boolean refused) {
        try (WireEnd end = new WireEnd(WireEnd.SMALL)) {
            int opened = 0;
            for (long id = 0; opened < 50_000 && end.isOpen(); id++) {
                opened++;
                end.receive(FrameKind.OPEN, true, id, 0);
                if (!refused) {
                    end.receive(FrameKind.RESET, true, id, 0);
                }
                end.sent();
            }
            assertThat(opened).isBetween(1000, 1010);
            assertThat(end.reason().code()).isEqualTo(ErrorCode.RATE_LIMITED);
        }
    }

    @Test
    void aPeerThatMakesUsAnswerWithoutReadingIsCutOff() throws Exception {
        try (WireEnd end = new WireEnd(WireEnd.SMALL)) {
            end.writable(false);
            for (int id = 0; id < 1_000_000 && end.isOpen(); id++) {
                end.receive(FrameKind.OPEN, true, id, 0);
                end.receive(FrameKind.CLOSE, true, id, 0);
                end.inbound().getLast().closeWrite();
            }
            assertThat(end.reason()).hasMessageStartingWith("the peer does not read");
            assertThat(end.memory()).isLessThan(1_000_000);
        }
    }

    @Test
    void manyOneByteFramesCostLittleMemory() {
        try (WireEnd end = new WireEnd()) {
            end.receive("0000");
            for (int i = 0; i < 500_000; i++) {
                end.receive("020107");
            }
            assertThat(end.isOpen()).isTrue();
            assertThat(end.memory()).isLessThan(1_000_000);
        }
    }

    @Test
    void closingFailsStreamsAndOpeners() throws Exception {
        try (WireEnd end = new WireEnd()) {
            MuxedStream stream = end.session().open(Deadline.NEVER);
            end.session().close(ErrorCode.SHUTDOWN, "over");
            end.sent();

            assertThat(end.isOpen()).isFalse();
            assertThatThrownBy(stream::read).isInstanceOf(ConnectionClosed.class).hasMessage("over");
            assertThatThrownBy(() -> end.session().open(Deadline.NEVER)).isInstanceOf(ConnectionClosed.class);
        }
    }

    private static ByteBuf hello() {
        byte[] bytes = "hello".getBytes(StandardCharsets.US_ASCII);
        return FrameBuffers.allocate(UnpooledByteBufAllocator.DEFAULT, bytes.length).writeBytes(bytes);
    }

    private static String text(MuxedStream stream) throws IOException {
        return new String(Streams.readToEnd(stream), StandardCharsets.US_ASCII);
    }
}
