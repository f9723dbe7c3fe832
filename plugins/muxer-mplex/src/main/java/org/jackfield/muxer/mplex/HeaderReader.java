package org.jackfield.muxer.mplex;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ProtocolViolation;

/** Reads headers from buffers that split anywhere; keeps two numbers between them. */
final class HeaderReader {
    private static final int VARINT_BITS = 7;
    private static final int LARGEST_SHIFT = 8 * VARINT_BITS;
    private static final int LOW_BITS = 0x7F;

    private long value;
    private int shift;
    private long first = -1;

    /** Takes a header's bytes, or those of them that are there; null if more are needed. */
    @Nullable
    FrameHeader next(ByteBuf from) throws ProtocolViolation {
        while (from.isReadable()) {
            if (!varintEnds(from.readByte())) {
                continue;
            }
            long number = value;
            value = 0;
            shift = 0;
            if (first < 0) {
                first = number;
                continue;
            }
            FrameHeader header = header(first, number);
            first = -1;
            return header;
        }
        return null;
    }

    private boolean varintEnds(byte next) throws ProtocolViolation {
        value |= (long) (next & LOW_BITS) << shift;
        if (next < 0) {
            if (shift == LARGEST_SHIFT) {
                throw new ProtocolViolation("no mplex frame: a number of more than 63 bits");
            }
            shift += VARINT_BITS;
            return false;
        }
        if (next == 0 && shift > 0) {
            throw new ProtocolViolation("no mplex frame: a number not written in its shortest form");
        }
        return true;
    }

    private static FrameHeader header(long first, long length) throws ProtocolViolation {
        FrameKind kind = FrameKind.of(first);
        if (length > FrameHeader.LARGEST_BODY) {
            throw new ProtocolViolation("a body of " + length + " bytes, allowed are " + FrameHeader.LARGEST_BODY);
        }
        return new FrameHeader(kind, FrameKind.senderOpened(first), first >>> FrameKind.FLAG_BITS, (int) length);
    }
}
