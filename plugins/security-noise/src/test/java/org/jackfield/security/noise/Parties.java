package org.jackfield.security.noise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;

/** Helpers of tests with two ends. */
final class Parties {
    private Parties() {}

    /** Does what may fail with an {@link IOException}. */
    interface Work<T> {
        T run() throws IOException;
    }

    static <T> T unchecked(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes and releases buffers until there are no more, and gives their bytes. */
    static byte[] drain(Supplier<ByteBuf> source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuf next; (next = source.get()) != null;) {
            byte[] part = new byte[next.readableBytes()];
            next.readBytes(part);
            next.release();
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
