package org.jackfield.muxer.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.datapath.FrameBuffers;

/**
 * The 12 bytes that start every yamux frame (yamux spec, Framing): version 0, type, flags u16, stream u32, length u32, big-endian.
 *
 * @param type   what the frame is
 * @param flags  any of {@link #SYN}, {@link #ACK}, {@link #FIN}, {@link #RST}; bits beyond are ignored
 * @param stream 1 to 2³²−1; 0 is the session
 * @param length bytes of data, credit, a ping's value or a code, by type; 0 to 2³²−1
 */
record FrameHeader(FrameType type, int flags, long stream, long length) {
    /** Bytes of a header. */
    static final int SIZE = 12;
    /** Opens a stream, asks for a ping's answer. */
    static final int SYN = 1;
    /** Accepts a stream, answers a ping. */
    static final int ACK = 2;
    /** Ends the sender's direction. */
    static final int FIN = 4;
    /** Cuts the stream. */
    static final int RST = 8;
    /** Go-away: nothing is wrong. */
    static final long NORMAL = 0;
    /** Go-away: the receiver broke the protocol. */
    static final long PROTOCOL_ERROR = 1;
    /** Go-away: the sender broke. */
    static final long INTERNAL_ERROR = 2;

    private static final int VERSION = 0;

    /** Reads a header; {@code from} holds at least {@link #SIZE} bytes. */
    static FrameHeader read(ByteBuf from) throws ProtocolViolation {
        int start = from.readInt();
        int version = start >>> 24;
        if (version != VERSION) {
            throw new ProtocolViolation("no yamux frame: version " + version);
        }
        FrameType type = FrameType.numbered((start >>> 16) & 0xFF);
        return new FrameHeader(type, start & 0xFFFF, from.readUnsignedInt(), from.readUnsignedInt());
    }

    /** Makes a frame that is this header alone. */
    ByteBuf toFrame(ByteBufAllocator allocator) {
        ByteBuf frame = FrameBuffers.allocate(allocator, 0);
        prependTo(frame);
        return frame;
    }

    /** Puts this header in front of the readable bytes; there is room for it. */
    void prependTo(ByteBuf body) {
        int index = body.readerIndex() - SIZE;
        body.setInt(index, start()).setInt(index + 4, (int) stream).setInt(index + 8, (int) length);
        body.readerIndex(index);
    }

    /** Tells whether a flag is set. */
    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private int start() {
        return (VERSION << 24) | (type.number() << 16) | flags;
    }
}
