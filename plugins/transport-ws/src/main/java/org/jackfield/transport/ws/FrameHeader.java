package org.jackfield.transport.ws;

import io.netty.buffer.ByteBuf;

/**
 * What stands before the payload of a frame. Source: RFC 6455, section 5.2. Pure.
 *
 * @param last   whether no continuation follows
 * @param kind   what the payload is
 * @param length bytes of payload
 * @param masked whether the payload is combined with {@code mask}
 * @param mask   four bytes, big-endian; 0 without one
 */
record FrameHeader(boolean last, Kind kind, long length, boolean masked, int mask) {
    /** Longest header in bytes. */
    static final int LONGEST = 14;
    /** Longest payload of a control frame. */
    static final int MAX_CONTROL = 125;
    /** Least bytes of a header. */
    static final int SHORTEST = 2;

    private static final int LAST = 0x80;
    private static final int RESERVED = 0x70;
    private static final int KIND = 0x0f;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    /** Lengths that say where the length is. */
    private static final int IN_2_BYTES = 126;
    private static final int IN_8_BYTES = 127;
    private static final int MAX_2_BYTES = 0xffff;

    /** The kinds of frames. */
    enum Kind {
        CONTINUATION(0), TEXT(1), BINARY(2), CLOSE(8), PING(9), PONG(10);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        boolean isControl() {
            return code >= CLOSE.code;
        }
    }

    /** Tells how long a header is that begins with these two bytes. */
    static int size(int second) {
        int extended = switch (second & LENGTH) {
            case IN_2_BYTES -> Short.BYTES;
            case IN_8_BYTES -> Long.BYTES;
            default -> 0;
        };
        return SHORTEST + extended + ((second & MASKED) != 0 ? Integer.BYTES : 0);
    }

    /**
     * Reads a header that is there as a whole.
     *
     * @throws BadFrame if no frame begins so
     */
    static FrameHeader read(ByteBuf in) throws BadFrame {
        int first = in.readUnsignedByte();
        if ((first & RESERVED) != 0) {
            throw new BadFrame(CloseCode.PROTOCOL_ERROR, "a frame has bits of an extension, and none was agreed on");
        }
        Kind kind = kind(first & KIND);
        boolean last = (first & LAST) != 0;
        int second = in.readUnsignedByte();
        long length = length(in, second & LENGTH);
        if (kind.isControl() && (!last || length > MAX_CONTROL)) {
            throw new BadFrame(CloseCode.PROTOCOL_ERROR, "a control frame is in pieces or longer than " + MAX_CONTROL + " bytes");
        }
        boolean masked = (second & MASKED) != 0;
        return new FrameHeader(last, kind, length, masked, masked ? in.readInt() : 0);
    }

    /** Writes the header. */
    void write(ByteBuf out) {
        out.writeByte(kind.code | (last ? LAST : 0));
        int bit = masked ? MASKED : 0;
        if (length < IN_2_BYTES) {
            out.writeByte(bit | (int) length);
        } else if (length <= MAX_2_BYTES) {
            out.writeByte(bit | IN_2_BYTES).writeShort((int) length);
        } else {
            out.writeByte(bit | IN_8_BYTES).writeLong(length);
        }
        if (masked) {
            out.writeInt(mask);
        }
    }

    private static Kind kind(int code) throws BadFrame {
        for (Kind kind : Kind.values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new BadFrame(CloseCode.PROTOCOL_ERROR, "there is no kind of frame " + code);
    }

    private static long length(ByteBuf in, int told) throws BadFrame {
        if (told < IN_2_BYTES) {
            return told;
        }
        boolean two = told == IN_2_BYTES;
        long length = two ? in.readUnsignedShort() : in.readLong();
        if (length < (two ? IN_2_BYTES : MAX_2_BYTES + 1)) {
            throw new BadFrame(CloseCode.PROTOCOL_ERROR, "a length is negative, or could be shorter written");
        }
        return length;
    }
}
