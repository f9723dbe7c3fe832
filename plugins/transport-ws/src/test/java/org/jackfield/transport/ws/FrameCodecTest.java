package org.jackfield.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.datapath.Role;
import org.jackfield.transport.ws.FrameHeader.Kind;

/** One end of a WebSocket without a socket; the frames of the other end are written by hand, as RFC 6455 has them. */
class FrameCodecTest {
    private static final byte[] TEXT = new byte[700];

    static {
        new Random(1).nextBytes(TEXT);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void passesOnWhatArrivesHoweverItIsCut(Role role) {
        byte[] first = Wire.frame(role, false, Kind.BINARY, Arrays.copyOf(TEXT, 3));
        byte[] ping = Wire.frame(role, true, Kind.PING, new byte[0]);
        byte[] middle = Wire.frame(role, false, Kind.CONTINUATION, new byte[0]);
        byte[] last = Wire.frame(role, true, Kind.CONTINUATION, Arrays.copyOfRange(TEXT, 3, TEXT.length));
        byte[] wire = concat(first, ping, middle, last);
        for (int piece = 1; piece <= wire.length; piece += piece < 40 ? 1 : 97) {
            EmbeddedChannel channel = Wire.channel(role);
            for (int at = 0; at < wire.length; at += piece) {
                Wire.receive(channel, Arrays.copyOfRange(wire, at, Math.min(wire.length, at + piece)));
            }
            assertThat(Wire.received(channel)).as("in pieces of %d", piece).isEqualTo(TEXT);
            channel.finishAndReleaseAll();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 125, 126, 65_535, 65_536, 200_000})
    void isUnderstoodByTheOtherEnd(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        for (Role role : Role.values()) {
            EmbeddedChannel sender = Wire.channel(role);
            EmbeddedChannel receiver = new EmbeddedChannel(new FrameCodec(other(role), FrameCodec.MAX_SENT));
            sender.writeOutbound(Unpooled.copiedBuffer(bytes));
            byte[] wire = Wire.sent(sender);
            Wire.receive(receiver, wire);
            assertThat(Wire.received(receiver)).isEqualTo(bytes);
            if (role == Role.INITIATOR && length > 100) {
                assertThat(Arrays.copyOfRange(wire, wire.length - 50, wire.length)).as("masked").isNotEqualTo(Arrays.copyOfRange(bytes,
                        length - 50, length));
            }
            sender.finishAndReleaseAll();
            receiver.finishAndReleaseAll();
        }
    }

    /** Frames a dialer sends; the listener closes with the code. */
    @ParameterizedTest(name = "{2}")
    @CsvSource({"81 81 00000000 41, 1003, text", "c2 81 00000000 41, 1002, the bit of compression", "a2 80 00000000, 1002, another bit",
        "83 80 00000000, 1002, a kind that is reserved", "8b 80 00000000, 1002, a control frame that is reserved",
        "09 80 00000000, 1002, a ping in pieces", "89 fe 007e 00000000, 1002, a long ping", "08 80 00000000, 1002, a close in pieces",
        "82 01 41, 1002, no mask", "82 ff 0000000040000000 00000000, 1009, one GiB", "82 fe 03e9 00000000, 1009, one byte too many",
        "82 ff ffffffffffffffff 00000000, 1002, a negative length", "82 fe 007d 00000000, 1002, two bytes for a short length",
        "82 ff 000000000000ffff 00000000, 1002, eight bytes for a short length", "80 81 00000000 41, 1002, the continuation of nothing",
        "02 81 00000000 41 82 81 00000000 41, 1002, a message within a message", "88 81 00000000 03, 1002, half a code",
        "88 82 00000000 03ed, 1002, a code that is never sent"})
    void endsTheLinkWithACodeOn(String frame, int code, String what) {
        EmbeddedChannel channel = Wire.channel(Role.RESPONDER);
        assertThatThrownBy(() -> Wire.receive(channel, Wire.hex(frame))).isInstanceOf(ProtocolViolation.class)
                .hasMessageStartingWith("websocket: ");
        assertThat(Wire.sent(channel)).isEqualTo(close(code));
        assertThat(channel.isOpen()).isFalse();
        channel.finishAndReleaseAll();
    }

    @Test
    void aListenerThatMasksIsRefused() {
        EmbeddedChannel channel = Wire.channel(Role.INITIATOR);
        assertThatThrownBy(() -> Wire.receive(channel, Wire.hex("82 81 00000000 41"))).isInstanceOf(ProtocolViolation.class);
        channel.finishAndReleaseAll();
    }

    @Test
    void answersAPingWithWhatItHolds() {
        EmbeddedChannel channel = Wire.channel(Role.RESPONDER);
        Wire.receive(channel, Wire.frame(Role.RESPONDER, true, Kind.PING, new byte[]{1, 2, 3}));
        assertThat(Wire.sent(channel)).isEqualTo(Wire.hex("8a 03 010203"));
        channel.finishAndReleaseAll();
    }

    @Test
    void answersTheLastOfThePingsOfAPeerThatDoesNotRead() {
        EmbeddedChannel channel = Wire.channel(Role.RESPONDER);
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        for (byte number = 0; number < 100; number++) {
            Wire.receive(channel, Wire.frame(Role.RESPONDER, true, Kind.PING, new byte[]{number}));
        }
        assertThat(Wire.sent(channel)).isEmpty();
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        channel.runPendingTasks();
        assertThat(Wire.sent(channel)).isEqualTo(Wire.hex("8a 01 63"));
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @CsvSource({"88 82 00000000 03e8, 1000", "88 80 00000000, 1000", "88 82 00000000 03e9, 1001"})
    void returnsACloseAndCloses(String frame, int code) {
        EmbeddedChannel channel = Wire.channel(Role.RESPONDER);
        Wire.receive(channel, Wire.hex(frame));
        assertThat(Wire.sent(channel)).isEqualTo(close(code));
        assertThat(channel.isOpen()).isFalse();
        channel.finishAndReleaseAll();
    }

    @Test
    void tellsOfACloseThatNamesAnError() {
        EmbeddedChannel channel = Wire.channel(Role.RESPONDER);
        assertThatThrownBy(() -> Wire.receive(channel, Wire.hex("88 82 00000000 03f3"))).isInstanceOf(IOException.class)
                .hasMessageContaining("1011");
        channel.finishAndReleaseAll();
    }

    @Test
    void saysFarewellAndWaitsForThePeersClose() {
        EmbeddedChannel channel = Wire.channel(Role.RESPONDER);
        ChannelHandlerContext ctx = channel.pipeline().firstContext();
        ((FrameCodec) ctx.handler()).sayFarewell(ctx);
        assertThat(Wire.sent(channel)).isEqualTo(close(CloseCode.NORMAL));
        Wire.receive(channel, Wire.frame(Role.RESPONDER, true, Kind.BINARY, TEXT));
        assertThat(Wire.received(channel)).as("what comes after").isEmpty();
        assertThat(channel.isOpen()).isTrue();
        Wire.receive(channel, Wire.hex("88 82 00000000 03e8"));
        assertThat(channel.isOpen()).isFalse();
        assertThat(Wire.sent(channel)).as("a second close").isEmpty();
        channel.finishAndReleaseAll();
    }

    @Test
    void keepsWhatArrivesUntilSomebodyReads() {
        EmbeddedChannel channel = new EmbeddedChannel(DefaultChannelId.newInstance(), false, false, new FrameCodec(Role.RESPONDER,
                Wire.MAX_FRAME));
        channel.config().setAutoRead(false);
        assertThat(channel.isRegistered()).isFalse();
        try {
            channel.register();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        Wire.receive(channel, Wire.frame(Role.RESPONDER, true, Kind.BINARY, TEXT));
        assertThat(Wire.received(channel)).isEmpty();
        channel.read();
        assertThat(Wire.received(channel)).isEqualTo(TEXT);
        channel.finishAndReleaseAll();
    }

    private static byte[] close(int code) {
        return new byte[]{(byte) 0x88, 2, (byte) (code >> 8), (byte) code};
    }

    private static Role other(Role role) {
        return role == Role.INITIATOR ? Role.RESPONDER : Role.INITIATOR;
    }

    private static byte[] concat(byte[]... parts) {
        return io.netty.buffer.ByteBufUtil.getBytes(Unpooled.wrappedBuffer(parts));
    }
}
