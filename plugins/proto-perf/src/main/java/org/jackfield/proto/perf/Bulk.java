package org.jackfield.proto.perf;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Moves bytes that mean nothing, in arrays large enough that the loop costs nothing beside the bytes. */
final class Bulk {
    /** Four frames of the largest size; what is written is never changed, so all streams share it. */
    private static final byte[] ZEROS = new byte[256 * 1024];
    /** The largest frame; a read gives at most one. */
    private static final int READ = 64 * 1024;
    /** Bytes between two calls of {@link Progress}. */
    static final int STEP = 256 * 1024;

    private Bulk() {}

    /** Is told now and then that bytes move; never per frame. */
    @FunctionalInterface
    interface Progress {
        void moved();
    }

    /** Writes {@code count} bytes, then flushes. Blocks as long as the peer does not read. */
    static void write(OutputStream out, long count, Progress progress) throws IOException {
        long left = count;
        long next = left - STEP;
        while (left > 0) {
            int size = (int) Math.min(left, ZEROS.length);
            out.write(ZEROS, 0, size);
            left -= size;
            if (left <= next) {
                next = left - STEP;
                progress.moved();
            }
        }
        out.flush();
    }

    /** Reads to the end or just beyond {@code limit}, keeping nothing, and gives the number of bytes. */
    static long drain(InputStream in, long limit, Progress progress) throws IOException {
        byte[] sink = new byte[READ];
        long total = 0;
        long next = STEP;
        int count;
        while (total <= limit && (count = in.read(sink)) >= 0) {
            total += count;
            if (total >= next) {
                next = total + STEP;
                progress.moved();
            }
        }
        return total;
    }
}
