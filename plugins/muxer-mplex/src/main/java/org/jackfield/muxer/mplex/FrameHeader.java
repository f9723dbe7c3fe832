package org.jackfield.muxer.mplex;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import org.jackfield.spi.datapath.FrameBuffers;

/**
 * What starts every mplex frame: two varints, stream id and flag in the first, the length of the body in the second.
 *
 * @param kind         what the frame does
 * @param senderOpened whether the frame's sender opened the stream; both sides number theirs from 0, so an id alone names two streams
 * @param id           0 to 2⁶⁰−1
 * @param length       bytes of the body, 0 to {@link #LARGEST_BODY}
 */
record FrameHeader(FrameKind kind, boolean senderOpened, long id, int length) {
    /** Most bytes of one body; go-mplex, js and nim refuse more. */
    static final int LARGEST_BODY = 1024 * 1024;
    /** Most bytes of a header: nine for the first varint, three for the second. */
    static final int LARGEST = 12;
    /** Largest stream id that fits into a varint of nine bytes beside the flag. */
    static final long LAST_ID = (1L << 60) - 1;

    private static final int VARINT_BITS = 7;
    private static final int MORE = 0x80;

    /** Makes a frame that is this header alone. */
    ByteBuf toFrame(ByteBufAllocator allocator) {
        ByteBuf frame = FrameBuffers.allocate(allocator, 0);
        prependTo(frame);
        return frame;
    }

    /** Puts this header in front of the readable bytes; there is room for it. */
    void prependTo(ByteBuf body) {
        long first = first();
        int index = body.readerIndex() - size(first) - size(length);
        body.readerIndex(index);
        set(body, set(body, index, first), length);
    }

    private long first() {
        return (id << FrameKind.FLAG_BITS) | kind.flag(senderOpened);
    }

    private static int size(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + VARINT_BITS - 1) / VARINT_BITS);
    }

    private static int set(ByteBuf target, int index, long value) {
        int at = index;
        long rest = value;
        while (rest >= MORE) {
            target.setByte(at++, (int) rest | MORE);
            rest >>>= VARINT_BITS;
        }
        target.setByte(at++, (int) rest);
        return at;
    }
}
