package org.jackfield.muxer.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.datapath.FrameBuffers;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.Role;

/** What a session does about a peer that breaks the protocol or wears it out. */
class YamuxHostileTest {
    private static final String PROTOCOL_ERROR = "000300000000000000000001";
    private static final FrameHeader RATE_LIMITED = new FrameHeader(FrameType.GO_AWAY, 0, 0, 0x1002);

    @ParameterizedTest
    @CsvSource({"1, 262145", "1, 4294967295", "3, 262145", "5, 262145", "9, 262145", "2, 4294967295", "4, 4294967295", "8, 4294967295",
        "15, 4294967295",
        "0, 4294967295"})
    void tooLongAFrameIsAProtocolErrorBeforeThereIsAStream(int flags, long length) {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.receive(new FrameHeader(FrameType.DATA, flags, 1, length));

            assertThat(end.sent()).isEqualTo(PROTOCOL_ERROR);
            assertThat(end.isOpen()).isFalse();
            assertThat(end.reason().code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
            assertThat(end.inbound()).isEmpty();
            assertThat(end.session().streams()).isZero();
        }
    }

    @Test
    void moreThanTheCreditIsAProtocolErrorWithoutKeepingTheData() {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.receiveData(FrameHeader.SYN, 1, ReceiveWindow.INITIAL);
            assertThat(end.isOpen()).isTrue();
            end.receiveData(0, 1, 1);

            assertThat(end.sent()).isEqualTo(PROTOCOL_ERROR);
            assertThat(end.reason()).hasMessageContaining("more than its credit");
        }
    }

    @Test
    void creditBeyondAWindowIsAProtocolError() throws Exception {
        try (WireEnd end = WireEnd.started(Role.INITIATOR)) {
            end.session().open(Deadline.NEVER);
            end.sent();
            end.receive(new FrameHeader(FrameType.WINDOW_UPDATE, 0, 1, 0xFFFF_FFFFL - ReceiveWindow.INITIAL));
            assertThat(end.isOpen()).isTrue();
            end.receive(new FrameHeader(FrameType.WINDOW_UPDATE, 0, 1, 1));
            assertThat(end.sent()).isEqualTo(PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 4, 0xFFFF_FFFEL})
    void aStreamNumberThatIsNotThePeersIsAProtocolError(long id) {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.receive(new FrameHeader(FrameType.WINDOW_UPDATE, FrameHeader.SYN, id, 0));
            assertThat(end.sent()).isEqualTo(PROTOCOL_ERROR);
        }
    }

    @Test
    void aStreamOpenedTwiceIsAProtocolError() {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.receive("000100010000000100000000" + "000100010000000100000000");
            assertThat(end.sent()).isEqualTo(PROTOCOL_ERROR);
            assertThat(end.inbound()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff00000000000000000000", "0004000000000000000000"})
    void noYamuxAtAllIsAProtocolError(String hex) {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.receive(hex);
            assertThat(end.isOpen()).isTrue();
            end.receive("00");
            assertThat(end.sent()).isEqualTo(PROTOCOL_ERROR);
        }
    }

    @Test
    void the257thUnacceptedStreamIsReset() throws Exception {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            for (long id = 1; id < 2 * YamuxSession.BACKLOG; id += 2) {
                end.receive(new FrameHeader(FrameType.WINDOW_UPDATE, FrameHeader.SYN, id, 0));
            }
            assertThat(end.sent()).isEmpty();
            end.receive("000000010000020100000005" + "68656c6c6f");
            assertThat(end.sent()).isEqualTo("000100080000020100001002");
            end.inbound().getFirst().closeWrite();
            end.sent();
            end.receive("000100010000020300000000");
            assertThat(end.sent()).isEmpty();
            assertThat(end.inbound()).hasSize(YamuxSession.BACKLOG + 1);
        }
    }

    @Test
    void streamsBeyondTheCapAreResetAndLaterOnesWork() throws Exception {
        try (WireEnd end = new WireEnd(Role.RESPONDER, WireEnd.config(2, 1 << 20, 0))) {
            end.sent();
            end.receive("000100010000000100000000" + "000100010000000300000000" + "000100010000000500000000");
            assertThat(end.sent()).isEqualTo("000100080000000500001002");
            end.inbound().getFirst().reset(ErrorCode.NONE);
            end.sent();
            end.receive("000100010000000700000000");
            assertThat(end.inbound()).hasSize(3);
            assertThat(end.sent()).isEmpty();
        }
    }

    @Test
    void aHundredThousandStreamsThatNobodyReadsAreRefusedAndThenTheSessionEnds() {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            long id = 1;
            for (int i = 0; i < 100_000 && end.isOpen(); i++) {
                end.receiveData(FrameHeader.SYN, id, 1000);
                end.discardSent();
                id += 2;
            }
            assertThat(end.inbound()).hasSize(YamuxSession.BACKLOG);
            assertThat(end.reason().code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(end.memory()).isLessThan(2 * 1000 * YamuxSession.BACKLOG);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void openingAndResettingTooOftenEndsTheSession(boolean inOneFrame) {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            int opened = 0;
            for (long id = 1; opened < 50_000 && end.isOpen(); id += 2) {
                opened++;
                end.receive(
                        new FrameHeader(FrameType.WINDOW_UPDATE, inOneFrame ? FrameHeader.SYN | FrameHeader.RST : FrameHeader.SYN, id, 0));
                end.receive(new FrameHeader(FrameType.WINDOW_UPDATE, FrameHeader.RST, id, 0));
            }
            assertThat(opened).isBetween(1000, 1002);
            assertThat(end.reason().code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(end.session().streams()).isZero();
            assertThat(end.sent()).isEqualTo(hex(RATE_LIMITED));
        }
    }

    @Test
    void resetStreamsThatNobodyReadsCountAsOpen() {
        try (WireEnd end = new WireEnd(Role.RESPONDER, WireEnd.config(10, 1 << 20, 0))) {
            end.sent();
            for (long id = 1; id < 40; id += 2) {
                end.receiveData(FrameHeader.SYN, id, 200_000);
                end.receive(new FrameHeader(FrameType.WINDOW_UPDATE, FrameHeader.RST, id, 0));
            }
            assertThat(end.inbound()).hasSize(10);
            assertThat(end.discardSent()).isEqualTo(10 * FrameHeader.SIZE);
            end.inbound().get(3).closeRead();
            end.inbound().get(4).reset(ErrorCode.NONE);
            assertThat(end.session().streams()).isEqualTo(8);
            assertThat(end.sent()).isEmpty();
        }
    }

    @Test
    void openingAndResettingNowAndThenIsAllRight() {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            for (long id = 1; id < 20_000; id += 2) {
                end.receive(new FrameHeader(FrameType.WINDOW_UPDATE, FrameHeader.SYN, id, 0));
                end.receive(new FrameHeader(FrameType.WINDOW_UPDATE, FrameHeader.RST, id, 0));
                end.advance(10, TimeUnit.MILLISECONDS);
            }
            assertThat(end.isOpen()).isTrue();
        }
    }

    @Test
    void pingsAreAnsweredUntilThereAreTooMany() {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            int pings = 0;
            long answers = 0;
            while (pings < 1_000_000 && end.isOpen()) {
                end.receive("000200010000000000000007");
                pings++;
                answers += end.discardSent() / FrameHeader.SIZE;
            }
            assertThat(pings).isEqualTo(101);
            assertThat(answers).isEqualTo(100 + 1);
            assertThat(end.reason().code()).isEqualTo(ErrorCode.RATE_LIMITED);
        }
    }

    @Test
    void aPeerThatPingsWithoutReadingIsCutOffBeforeAnswersPileUp() {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.writable(false);
            int pings = 0;
            while (pings < 1_000_000 && end.isOpen()) {
                end.receive("000200010000000000000007");
                pings++;
            }
            assertThat(pings).isEqualTo(YamuxSession.PONGS_WAITING + 1);
            assertThat(end.memory()).isLessThan(10_000);
        }
    }

    @Test
    void aPeerThatMakesUsAnswerWithoutReadingIsCutOff() throws Exception {
        try (WireEnd end = new WireEnd(Role.RESPONDER, WireEnd.config(100, 1 << 20, 0))) {
            end.writable(false);
            long id = 1;
            int at = 0;
            while (id < 1_000_000 && end.isOpen()) {
                end.receive(new FrameHeader(FrameType.WINDOW_UPDATE, FrameHeader.SYN | FrameHeader.FIN, id, 0));
                end.inbound().get(at++).closeWrite();
                id += 2;
            }
            assertThat(end.reason()).hasMessageStartingWith("the peer does not read");
            assertThat(at).isLessThan(5000);
            assertThat(end.memory()).isLessThan(1_000_000);
        }
    }

    @Test
    void manyOneByteFramesCostLittleMemory() {
        try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
            end.receive("000100010000000100000000");
            for (int i = 0; i < ReceiveWindow.INITIAL; i++) {
                end.receive("00000000000000010000000107");
            }
            assertThat(end.isOpen()).isTrue();
            assertThat(end.memory()).isLessThan(2 * ReceiveWindow.INITIAL);
        }
    }

    @Test
    void weDoNotOpenThe257thUnacceptedStream() throws Exception {
        try (WireEnd end = WireEnd.started(Role.INITIATOR)) {
            for (int i = 0; i < YamuxSession.BACKLOG; i++) {
                end.session().open(Deadline.NEVER);
            }
            end.discardSent();
            assertThatThrownBy(() -> end.session().open(Deadline.after(Duration.ofMillis(5)))).isInstanceOf(DeadlineExpired.class)
                    .hasMessageContaining("256");
            end.receive("000100020000000100000000" + "000100020000000100000000");
            end.session().open(Deadline.after(Duration.ofMillis(5)));
            end.receive("000100080000000300000000");
            end.session().open(Deadline.after(Duration.ofMillis(5)));
            assertThatThrownBy(() -> end.session().open(Deadline.after(Duration.ofMillis(5)))).isInstanceOf(DeadlineExpired.class);
            end.discardSent();
        }
    }

    @Test
    void everyFlagOnEveryFrameLeavesTheSessionWholeOrEnded() throws Exception {
        for (FrameType type : FrameType.values()) {
            for (int flags = 0; flags < 64; flags++) {
                for (long id : new long[]{0, 1, 2, 3, 4}) {
                    try (WireEnd end = WireEnd.started(Role.RESPONDER)) {
                        MuxedStream ours = end.session().open(Deadline.NEVER);
                        end.receive("000100010000000100000000");
                        end.receive(new FrameHeader(type, flags, id, 0));
                        end.receive(new FrameHeader(type, flags, id, 0));
                        end.discardSent();
                        ours.closeRead();
                        assertThat(end.session().streams()).isBetween(0, 3);
                        assertThat(end.ends()).hasSize(end.isOpen() ? 0 : 1);
                    }
                }
            }
        }
    }

    private static String hex(FrameHeader header) {
        ByteBuf frame = header.toFrame(io.netty.buffer.UnpooledByteBufAllocator.DEFAULT);
        String hex = io.netty.buffer.ByteBufUtil.hexDump(frame);
        frame.release();
        assertThat(hex).hasSize(2 * FrameHeader.SIZE).hasSizeLessThan(FrameBuffers.PAYLOAD);
        return hex;
    }
}
