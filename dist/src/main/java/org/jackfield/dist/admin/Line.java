package org.jackfield.dist.admin;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

import org.jackfield.dist.json.Json;
import org.jackfield.spi.multiformats.MalformedException;

/** One line of text on a socket. */
final class Line {
    /** Longest request, in bytes. */
    static final int MAX_REQUEST = 64 * 1024;
    /** Longest answer, in bytes: some ten thousand peers. */
    static final int MAX_ANSWER = 16 * 1024 * 1024;
    private static final int CHUNK = 8192;

    private Line() {}

    static void write(SocketChannel to, Json value) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(value + "\n");
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /** Reads up to the line's end; what follows in the same chunk is dropped. */
    static String read(SocketChannel from, int limit) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (from.read(chunk) >= 0) {
            chunk.flip();
            while (chunk.hasRemaining()) {
                byte next = chunk.get();
                if (next == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(next);
            }
            if (line.size() > limit) {
                throw new MalformedException("a line has at most " + limit + " bytes");
            }
            chunk.clear();
        }
        throw new EOFException("the other side ended before the end of a line");
    }
}
