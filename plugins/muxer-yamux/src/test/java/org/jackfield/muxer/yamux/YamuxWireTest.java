package org.jackfield.muxer.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.StreamReset;
import org.jackfield.spi.datapath.FrameBuffers;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SessionListener;
import org.jackfield.spi.tck.FakeConnectionScope;

/** What a session says and how it takes what a well-behaved peer of any implementation says. */
class YamuxWireTest {
    private static final String HELLO = "68656c6c6f";

    @Test
    void speaksTheGoldenFrames() throws Exception {
        try (WireEnd end = new WireEnd(Role.INITIATOR)) {
            assertThat(end.sent()).isEqualTo(WireEnd.FIRST_PING);
            MuxedStream stream = end.session().open(Deadline.NEVER);
            assertThat(end.sent()).isEqualTo("000100010000000100000000");
            stream.write(hello());
            assertThat(end.sent()).isEqualTo("000000000000000100000005" + HELLO);
            stream.closeWrite();
            stream.closeWrite();
            assertThat(end.sent()).isEqualTo("000100040000000100000000");
            stream.reset(ErrorCode.RESOURCE_LIMIT);
            assertThat(end.sent()).isEqualTo("000100080000000100001002");
            stream.reset(ErrorCode.NONE);
            assertThat(end.sent()).isEmpty();
            end.receive("000200010000000000000001");
            assertThat(end.sent()).isEqualTo("000200020000000000000001");
            end.session().close(ErrorCode.NONE, "over");
            assertThat(end.sent()).isEqualTo("000300000000000000000000");
        }
    }

    @Test
    void eachSideNumbersItsOwnStreams() throws Exception {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.session().open(Deadline.NEVER);
            end.session().open(Deadline.NEVER);

            assertThat(end.sent()).isEqualTo("000100010000000200000000000100010000000400000000");
        }
    }

    @Test
    void acceptsAStreamOnFirstUseAndThenOnly() throws Exception {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.receive("000100010000000100000000" + "000100010000000300000000" + "000100010000000500000000");
            assertThat(end.inbound()).hasSize(3);
            assertThat(end.sent()).isEmpty();

            end.inbound().get(0).write(hello());
            assertThat(end.sent()).isEqualTo("000000020000000100000005" + HELLO);
            end.inbound().get(1).closeWrite();
            assertThat(end.sent()).isEqualTo("000100020000000300000000" + "000100040000000300000000");
            end.inbound().get(2).deadline(Deadline.after(Duration.ZERO));
            assertThatThrownBy(() -> end.inbound().get(2).read()).isInstanceOf(DeadlineExpired.class);
            assertThat(end.sent()).isEqualTo("000100020000000500000000" + "000100080000000500000000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "000100010000000100000000" + "000000000000000100000005" + HELLO + "000100040000000100000000",
        "000000010000000100000005" + HELLO + "000000040000000100000000",
        "000000050000000100000005" + HELLO,
        "000100010000000100fc0000" + "000000040000000100000005" + HELLO,
        "000100030000000100000000" + "000200010000000000000009" + "000000040000000100000005" + HELLO})
    void readsTheSameHoweverBytesAreSplit(String hex) throws Exception {
        byte[] bytes = ByteBufUtil.decodeHexDump(hex);
        for (int split = 0; split <= bytes.length; split++) {
            try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
                end.receive(Arrays.copyOfRange(bytes, 0, split));
                end.receive(Arrays.copyOfRange(bytes, split, bytes.length));
                assertThat(text(end.inbound().getFirst())).isEqualTo("hello");
            }
        }
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            for (byte one : bytes) {
                end.receive(new byte[]{one});
            }
            assertThat(text(end.inbound().getFirst())).isEqualTo("hello");
        }
    }

    @Test
    void aFrameIsHandedOnBeforeItIsComplete() throws Exception {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.receive("000000010000000100040000" + HELLO);

            ByteBuf part = end.inbound().getFirst().poll();
            assertThat(part.toString(StandardCharsets.US_ASCII)).isEqualTo("hello");
            part.release();
            assertThat(end.inbound().getFirst().poll()).isNull();
        }
    }

    @Test
    void returnsCreditWhenHalfTheWindowIsRead() throws Exception {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.receiveData(FrameHeader.SYN, 1, 131_072);
            end.receiveData(0, 1, 131_072);
            assertThat(end.sent()).isEmpty();

            end.inbound().getFirst().read().release();
            assertThat(end.sent()).isEqualTo("000100020000000100020000");
            end.inbound().getFirst().read().release();
            assertThat(end.sent()).isEqualTo("000100000000000100020000");
        }
    }

    @Test
    void closeReadReturnsNoCredit() throws Exception {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.receiveData(FrameHeader.SYN, 1, 200_000);
            end.inbound().getFirst().closeRead();
            assertThat(end.memory()).isZero();
            end.receiveData(0, 1, 60_000);

            assertThat(end.memory()).isZero();
            assertThat(end.sent()).isEmpty();
            assertThat(end.isOpen()).isTrue();
        }
    }

    @Test
    void cutsWritesToTheWindowAndGoesOnWithCredit() throws Exception {
        try (WireEnd end = WireEnd.started(Role.INITIATOR)) {
            MuxedStream stream = end.session().open(Deadline.NEVER);
            end.sent();
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    Streams.write(stream, new byte[300_000]);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            long[] sent = {0};
            SessionPair.await(() -> (sent[0] += end.discardSent()) >= ReceiveWindow.INITIAL, () -> "sent " + sent[0]);
            end.receive("000100020000000100000000");
            assertThat(sent[0] + end.discardSent()).isEqualTo(ReceiveWindow.INITIAL + 5 * FrameHeader.SIZE);
            assertThat(writer.isAlive()).isTrue();

            end.receive(new FrameHeader(FrameType.WINDOW_UPDATE, 0, 1, 100_000));
            writer.join();
            assertThat(end.discardSent()).isEqualTo(300_000 - ReceiveWindow.INITIAL + FrameHeader.SIZE);
        }
    }

    @Test
    void sendsForeignBuffersInFramesOfItsOwn() throws Exception {
        try (WireEnd end = WireEnd.started(Role.INITIATOR)) {
            MuxedStream stream = end.session().open(Deadline.NEVER);
            end.sent();
            byte[] data = Streams.random(100_000, 3);
            stream.write(Unpooled.wrappedBuffer(data).asReadOnly());
            ByteBuf shared = hello();
            stream.write(shared.retain());

            String sent = end.sent();
            assertThat(sent).startsWith("00000000000000010000ffd0").hasSize(2 * (100_000 + 5 + 3 * FrameHeader.SIZE)).endsWith(HELLO);
            assertThat(shared.release()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"000100080000000100001003, 0x1003", "000000080000000100000000, 0", "0000000a0000000100000000, 0",
        "0001000e0000000100001002, 0x1002"})
    void aResetOfTheOpenedStreamReachesReaderAndWriter(String frame, String code) throws Exception {
        try (WireEnd end = WireEnd.started(Role.INITIATOR)) {
            MuxedStream stream = end.session().open(Deadline.NEVER);
            end.sent();
            end.receiveData(FrameHeader.ACK, 1, 100);
            end.receive(frame);
            end.receiveData(0, 1, 100);
            assertThat(end.session().streams()).isEqualTo(1);
            assertThat(end.memory()).isEqualTo(100 + FrameHeader.SIZE);

            stream.read().release();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(stream::read).isInstanceOfSatisfying(StreamReset.class, reset -> {
                    assertThat(reset.remote()).isTrue();
                    assertThat(reset.code()).isEqualTo(new ErrorCode(Long.decode(code)));
                });
                assertThatThrownBy(() -> stream.write(hello())).isInstanceOf(StreamReset.class);
            }
            assertThat(end.session().streams()).isZero();
            assertThat(end.memory()).isZero();
        }
    }

    @Test
    void whatThePeerEndedCleanlyStaysReadableAfterItsReset() throws Exception {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.receive("000000050000000100000005" + HELLO + "000100080000000100000000");

            assertThat(text(end.inbound().getFirst())).isEqualTo("hello");
            assertThatThrownBy(() -> end.inbound().getFirst().write(hello())).isInstanceOf(StreamReset.class);
        }
    }

    @Test
    void lateFramesAreSkippedAndTheirMemoryReleased() throws Exception {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.receive("000100010000000100000000");
            end.inbound().getFirst().reset(ErrorCode.NONE);
            end.sent();
            end.receiveData(0, 1, 65_536);
            end.receive("000100040000000100000000" + "000100000000000100040000" + "000100080000000100000000");
            end.receiveData(0, 77, 1000);
            end.receiveData(FrameHeader.ACK, 2, 1000);

            assertThat(end.sent()).isEmpty();
            assertThat(end.isOpen()).isTrue();
            assertThat(end.memory()).isZero();
            assertThat(end.session().lateFrames()).isEqualTo(6);
        }
    }

    @Test
    void dataBehindTheEndIsSkipped() throws Exception {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.receive("000000050000000100000005" + HELLO + "000000000000000100000005" + HELLO);

            assertThat(text(end.inbound().getFirst())).isEqualTo("hello");
            assertThat(end.isOpen()).isTrue();
            assertThat(end.session().lateFrames()).isEqualTo(1);
        }
    }

    @Test
    void bothEndsEndedForgetsTheStream() throws Exception {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.receive("000000050000000100000005" + HELLO);
            assertThat(end.session().streams()).isEqualTo(1);
            end.inbound().getFirst().closeWrite();
            assertThat(end.session().streams()).isZero();
            assertThat(text(end.inbound().getFirst())).isEqualTo("hello");
            assertThatThrownBy(() -> end.inbound().getFirst().write(hello())).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aGoAwayEndsTheSession() throws Exception {
        try (WireEnd end = WireEnd.started(Role.INITIATOR)) {
            MuxedStream stream = end.session().open(Deadline.NEVER);
            end.receive("000000000000000100000005" + HELLO + "000300000000000000001006");

            assertThat(end.isOpen()).isFalse();
            assertThat(end.reason().remote()).isTrue();
            assertThat(end.reason().code()).isEqualTo(ErrorCode.SHUTDOWN);
            ByteBuf last = stream.read();
            assertThat(last.toString(StandardCharsets.US_ASCII)).isEqualTo("hello");
            last.release();
            assertThatThrownBy(stream::read).isInstanceOf(ConnectionClosed.class);
            assertThatThrownBy(() -> end.session().open(Deadline.NEVER)).isInstanceOf(ConnectionClosed.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 00000000", "0x1004, 00001003", "0x1007, 00001006", "7, 00000007"})
    void closingTellsThePeerTheConnectionsCode(String code, String wire) throws Exception {
        try (WireEnd end = WireEnd.started(Role.INITIATOR)) {
            end.session().close(new ErrorCode(Long.decode(code)), "test");

            assertThat(end.sent()).isEqualTo("0003000000000000" + wire);
            assertThat(end.isOpen()).isFalse();
            assertThat(end.reason().remote()).isFalse();
        }
    }

    @Test
    void closingBeforeTheHandlerIsAddedEndsEverythingToo() throws Exception {
        EmbeddedChannel channel = new EmbeddedChannel();
        List<ConnectionClosed> ends = new ArrayList<>();
        YamuxSession early = new YamuxSession(WireEnd.DEFAULTS, channel, Role.INITIATOR, new FakeConnectionScope(), new Ends(ends),
                System::nanoTime);
        MuxedStream stream = early.open(Deadline.NEVER);
        stream.write(hello());
        early.close(ErrorCode.NONE, "never mind");
        channel.runPendingTasks();

        assertThatThrownBy(stream::read).isInstanceOf(ConnectionClosed.class).hasMessage("never mind");
        assertThat(channel.isOpen()).isFalse();
        assertThat(ends).hasSize(1);
    }

    @Test
    void pingsRegularlyAndLearnsTheRoundTrip() {
        try (WireEnd end = new WireEnd(Role.INITIATOR)) {
            assertThat(end.sent()).isEqualTo(WireEnd.FIRST_PING);
            end.advance(20, TimeUnit.MILLISECONDS);
            end.receive("000200020000000000000001");
            assertThat(end.session().roundTrip()).contains(Duration.ofNanos(20_000_000));
            end.advance(29, TimeUnit.SECONDS);
            assertThat(end.sent()).isEmpty();
            end.advance(1, TimeUnit.SECONDS);
            assertThat(end.sent()).isEqualTo("000200010000000000000002");
            end.receive("000200020000000000000001");
            assertThat(end.session().roundTrip()).contains(Duration.ofNanos(20_000_000));
            end.advance(40, TimeUnit.MILLISECONDS);
            end.receive("000200020000000000000002");
            assertThat(end.session().roundTrip()).contains(Duration.ofNanos(30_000_000));
        }
    }

    @Test
    void aPeerThatSaysNothingAfterAPingIsGone() {
        try (WireEnd end = new WireEnd(Role.INITIATOR)) {
            end.advance(29, TimeUnit.SECONDS);
            end.receive("000100000000006300000001");
            end.advance(29, TimeUnit.SECONDS);
            assertThat(end.isOpen()).isTrue();
            end.advance(2, TimeUnit.SECONDS);
            end.advance(30, TimeUnit.SECONDS);
            assertThat(end.isOpen()).isFalse();
            assertThat(end.reason()).hasMessageContaining("after a ping");
        }
    }

    @Test
    void aFastReaderGetsAGrowingWindowWithinTheConnectionsBudget() throws Exception {
        try (WireEnd end = new WireEnd(Role.RESPONDER, WireEnd.config(10, 1 << 20, 300_000))) {
            end.advance(20, TimeUnit.MILLISECONDS);
            end.receive("000200020000000000000001");
            end.receiveData(FrameHeader.SYN, 1, 131_072);
            end.receiveData(FrameHeader.SYN, 3, 131_072);
            end.sent();
            end.inbound().get(0).read().release();
            assertThat(end.sent()).isEqualTo("000100020000000100060000");
            end.inbound().get(1).read().release();
            assertThat(end.sent()).isEqualTo("000100020000000300020000");
            assertThat(end.session().budget().left()).isEqualTo(300_000 - ReceiveWindow.INITIAL);

            end.inbound().get(0).reset(ErrorCode.NONE);
            assertThat(end.session().budget().left()).isEqualTo(300_000);
        }
    }

    @Test
    void streamNumbersRunOutOnce() throws Exception {
        StreamIds ids = StreamIds.startingAt(0xFFFF_FFFDL);

        assertThat(ids.next()).isEqualTo(0xFFFF_FFFDL);
        assertThat(ids.next()).isEqualTo(0xFFFF_FFFFL);
        assertThatThrownBy(ids::next).isInstanceOf(LimitExceeded.class);
    }

    private static ByteBuf hello() {
        byte[] bytes = "hello".getBytes(StandardCharsets.US_ASCII);
        return FrameBuffers.allocate(io.netty.buffer.UnpooledByteBufAllocator.DEFAULT, bytes.length).writeBytes(bytes);
    }

    private static String text(MuxedStream stream) throws IOException {
        return new String(Streams.readToEnd(stream), StandardCharsets.US_ASCII);
    }

    /** Hears of the end of a session that the peer opens no streams on. */
    private record Ends(List<ConnectionClosed> heard) implements SessionListener {
        @Override
        public void inbound(MuxedStream stream) {
            throw new AssertionError("nobody opened one");
        }

        @Override
        public void closed(ConnectionClosed reason) {
            heard.add(reason);
        }
    }
}
