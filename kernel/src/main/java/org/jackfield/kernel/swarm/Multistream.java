package org.jackfield.kernel.swarm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.datapath.Preamble;

/** Messages of multistream-select 1.0: a uvarint length, text, a line feed that the length counts. Pure but for reading. */
final class Multistream {
    static final String HEADER = "/multistream/1.0.0";
    static final String NOT_AVAILABLE = "na";
    static final String LIST = "ls";

    /** Longest message accepted, with its line feed; the bound of go-, js- and nim-libp2p. */
    static final int MAX_LENGTH = 1024;

    private static final int CONTINUED = 0x80;

    private Multistream() {}

    /** Encodes messages one behind the other, to be sent in one write. */
    static byte[] encode(String... messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64);
        for (String message : messages) {
            byte[] text = message.getBytes(StandardCharsets.UTF_8);
            putLength(out, text.length + 1);
            out.writeBytes(text);
            out.write('\n');
        }
        return out.toByteArray();
    }

    /** Reads one message, without its line feed. */
    static String read(Preamble in) throws IOException {
        int length = readLength(in);
        byte[] text = in.read(length);
        if (text[length - 1] != '\n') {
            throw new ProtocolViolation(
                    "a multistream message ends with a line feed, this one with 0x" + Integer.toHexString(text[length - 1] & 0xFF));
        }
        return new String(text, 0, length - 1, StandardCharsets.UTF_8);
    }

    private static int readLength(Preamble in) throws IOException {
        int first = in.read(1)[0] & 0xFF;
        int length = first;
        if (first >= CONTINUED) {
            int second = in.read(1)[0] & 0xFF;
            if (second == 0 || second >= CONTINUED) {
                throw new ProtocolViolation("a multistream message is 1 to " + MAX_LENGTH + " bytes; the length starts with 0x"
                        + Integer.toHexString(first) + Integer.toHexString(second));
            }
            length = (first & 0x7F) | (second << 7);
        }
        if (length < 1 || length > MAX_LENGTH) {
            throw new ProtocolViolation("a multistream message is 1 to " + MAX_LENGTH + " bytes, not " + length);
        }
        return length;
    }

    private static void putLength(ByteArrayOutputStream out, int length) {
        if (length >= CONTINUED) {
            out.write((length & 0x7F) | CONTINUED);
            out.write(length >>> 7);
        } else {
            out.write(length);
        }
    }
}
