package org.jackfield.transport.ws;

import java.util.HexFormat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import org.jackfield.spi.datapath.Role;
import org.jackfield.transport.ws.FrameHeader.Kind;

/** Frames as the other end writes and reads them, and a channel that takes them. */
final class Wire {
    static final int MAX_FRAME = 1000;
    private static final int MASK = 0x12345678;

    private Wire() {}

    static EmbeddedChannel channel(Role role) {
        return new EmbeddedChannel(new FrameCodec(role, MAX_FRAME));
    }

    /** Writes a frame of the other end of a link at whose one end is {@code role}. */
    static byte[] frame(Role role, boolean last, Kind kind, byte[] payload) {
        boolean masked = role == Role.RESPONDER;
        ByteBuf out = Unpooled.buffer(FrameHeader.LONGEST + payload.length);
        new FrameHeader(last, kind, payload.length, masked, masked ? MASK : 0).write(out);
        int at = out.writerIndex();
        out.writeBytes(payload);
        if (masked) {
            Mask.apply(out, at, payload.length, MASK, 0);
        }
        return ByteBufUtil.getBytes(out);
    }

    static void receive(EmbeddedChannel channel, byte[] bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes));
    }

    /** Takes all that was passed on. */
    static byte[] received(EmbeddedChannel channel) {
        return all(channel::readInbound);
    }

    /** Takes all that was sent, as it is on the wire. */
    static byte[] sent(EmbeddedChannel channel) {
        return all(channel::readOutbound);
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static byte[] all(java.util.function.Supplier<ByteBuf> source) {
        ByteBuf all = Unpooled.buffer();
        ByteBuf next;
        while ((next = source.get()) != null) {
            all.writeBytes(next);
            next.release();
        }
        return ByteBufUtil.getBytes(all);
    }
}
