package org.jackfield.testing.attack;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames of muxers as an attacker writes them: by hand. */
final class Frames {
    static final int SYN = 1;
    static final int FIN = 4;
    static final int RST = 8;

    /** What a peer says first on a stream to be identified. */
    private static final byte[] IDENTIFY = "\u0013/multistream/1.0.0\n\u000f/ipfs/id/1.0.0\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final int MPLEX_NEW = 0;
    private static final int MPLEX_RESET_BY_OPENER = 6;

    private Frames() {}

    /** Opens a stream and says nothing on it; {@code number} counts from 0. */
    static byte[] opened(int number) {
        return yamux(1, SYN, id(number), 0);
    }

    /** Opens a stream and asks to be identified. */
    static byte[] identify(int number) {
        return join(yamux(0, SYN, id(number), IDENTIFY.length), IDENTIFY);
    }

    /** Opens a stream and cuts it. */
    static byte[] openedAndReset(String muxer, int number) {
        return muxer.startsWith("/mplex/")
                ? join(join(varint((long) number << 3 | MPLEX_NEW), varint(0)),
                        join(varint((long) number << 3 | MPLEX_RESET_BY_OPENER), varint(0)))
                : join(opened(number), yamux(1, RST, id(number), 0));
    }

    static byte[] ping(int value) {
        return yamux(2, SYN, 0, value);
    }

    private static int id(int number) {
        return 2 * number + 1;
    }

    private static byte[] yamux(int type, int flags, int stream, int length) {
        return ByteBuffer.allocate(12).put((byte) 0).put((byte) type).putShort((short) flags).putInt(stream).putInt(length).array();
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = value;
        while (left > 127) {
            out.write((int) (left & 127 | 128));
            left >>>= 7;
        }
        out.write((int) left);
        return out.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }
}
