package org.jackfield.proto.identify;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Varint;

/** Messages on a stream, each preceded by its length as a varint. */
final class Delimited {
    private Delimited() {}

    /**
     * Reads one message; nothing at the clean end of the stream.
     *
     * @param max longest message, in bytes, less than 2²¹
     * @throws ProtocolViolation if the length is larger or not a minimal varint
     * @throws EOFException      if the stream ends inside the message
     */
    static Optional<Bytes> read(InputStream in, int max) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        int length = length(in, first);
        if (length > max) {
            throw new ProtocolViolation("expected a message of at most " + max + " bytes, got the length " + length);
        }
        byte[] message = in.readNBytes(length);
        if (message.length < length) {
            throw new EOFException("expected a message of " + length + " bytes, got " + message.length + " and the end of the stream");
        }
        return Optional.of(Bytes.copyOf(message));
    }

    /** Writes one message; does not flush. */
    static void write(OutputStream out, Bytes message) throws IOException {
        Varint.encode(message.length()).writeTo(out);
        message.writeTo(out);
    }

    private static int length(InputStream in, int first) throws IOException {
        int value = first & 0x7f;
        int next = first;
        for (int shift = 7; next >= 0x80; shift += 7) {
            next = in.read();
            if (next < 0) {
                throw new EOFException("expected the length of a message, got the end of the stream");
            }
            if (next == 0 || shift > 14) {
                throw new ProtocolViolation("expected a length below 2^21 as a minimal varint");
            }
            value |= (next & 0x7f) << shift;
        }
        return value;
    }
}
