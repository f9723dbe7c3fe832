package org.jackfield.spi.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One request and its answer, blocking. Used by one thread at a time. A waiting call that is interrupted throws
 * {@link java.io.InterruptedIOException} and leaves the interrupt flag set.
 */
public interface HttpExchange {
    /** Gives what the client asks for. */
    HttpRequest request();

    /**
     * Reads what the client sends; −1 only at its proper end. Bytes arrive as fast as they are read. Throws {@link IOException} when the
     * client is gone, sends nothing for too long, or sends more than the route takes.
     */
    InputStream body();

    /**
     * Begins the answer; once. What is written goes out as fast as the client takes it: a write waits, and throws {@link IOException} when
     * the client is gone or takes nothing for too long. The answer ends when the handler returns, not when the stream is closed: then a
     * handler that throws never leaves an answer that looks whole. What is written in answer to {@code HEAD} is dropped.
     *
     * @throws IllegalStateException if the answer has begun already
     */
    OutputStream respond(HttpResponse head) throws IOException;

    /** Answers with a text, and no other header than its type. */
    default void respond(int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = respond(new HttpResponse(status, Map.of("content-type", type), java.util.OptionalLong.of(body.length)))) {
            out.write(body);
        }
    }
}
