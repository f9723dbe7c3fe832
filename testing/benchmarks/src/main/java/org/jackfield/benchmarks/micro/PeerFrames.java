package org.jackfield.benchmarks.micro;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

import org.jackfield.spi.multiformats.Varint;

/** What a peer sends, written by hand; streams are counted from 0. Sources: yamux and mplex specs, framing. */
final class PeerFrames {
    private static final int YAMUX_HEADER = 12;
    private static final byte WINDOW_UPDATE = 1;
    private static final short SYN = 1;
    private static final int MPLEX_NEW = 0;
    private static final int MPLEX_MESSAGE_OF_OPENER = 2;

    private PeerFrames() {}

    static byte[] yamuxOpen(int stream) {
        return yamux(WINDOW_UPDATE, SYN, stream, 0).array();
    }

    static byte[] yamuxData(int stream, int size) {
        return ByteBuffer.allocate(YAMUX_HEADER + size).put(yamux((byte) 0, (short) 0, stream, size)).array();
    }

    static byte[] mplexOpen(int stream) {
        return mplex(stream, MPLEX_NEW, 0);
    }

    static byte[] mplexData(int stream, int size) {
        return mplex(stream, MPLEX_MESSAGE_OF_OPENER, size);
    }

    static byte[] join(List<byte[]> frames) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        frames.forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    private static ByteBuffer yamux(byte type, short flags, int stream, int length) {
        return ByteBuffer.allocate(YAMUX_HEADER).put((byte) 0).put(type).putShort(flags).putInt(2 * stream + 1).putInt(length).flip();
    }

    private static byte[] mplex(int stream, int flag, int size) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        Varint.put((long) stream << 3 | flag, frame);
        Varint.put(size, frame);
        frame.writeBytes(new byte[size]);
        return frame.toByteArray();
    }
}
