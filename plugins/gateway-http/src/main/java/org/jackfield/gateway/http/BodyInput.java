package org.jackfield.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The body of a request: asks the connection for the next piece when it has none, so that at most one is held. */
final class BodyInput extends InputStream {
    private final Runnable more;
    private final long most;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable ByteBuf piece;
    private @Nullable IOException failure;
    private long total;
    private boolean asked;
    private boolean ended;
    private boolean closed;

    /**
     * @param more     asks for a piece, from any thread; answered by {@link #offer}
     * @param most     bytes
     * @param patience with a client that sends nothing
     */
    BodyInput(Runnable more, long most, Duration patience) {
        this.more = more;
        this.most = most;
        this.patience = patience;
    }

    /**
     * Takes a piece; in the event loop.
     *
     * @param data owned by this from now on
     * @param last whether the body ends with it
     */
    void offer(ByteBuf data, boolean last) {
        lock.lock();
        try {
            asked = false;
            ended |= last;
            total += data.readableBytes();
            if (total > most) {
                failure = new ClientFault(413, "a body here has at most " + most + " bytes");
            }
            if (closed || failure != null || !data.isReadable()) {
                data.release();
            } else {
                piece = data;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waiting; what is there already can be read no more. */
    void fail(IOException cause) {
        lock.lock();
        try {
            if (failure == null && !(ended && piece == null)) {
                failure = cause;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether the last piece has come; in the event loop. */
    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            ByteBuf data = await();
            if (data == null) {
                return -1;
            }
            int count = Math.min(length, data.readableBytes());
            data.readBytes(target, offset, count);
            if (!data.isReadable()) {
                data.release();
                piece = null;
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Frees what was not read; what still comes is dropped. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            ByteBuf unread = piece;
            piece = null;
            if (unread != null) {
                unread.release();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives the piece to read from; null at the end. */
    private @Nullable ByteBuf await() throws IOException {
        long left = patience.toNanos();
        try {
            while (failure == null && !closed && piece == null && !ended) {
                if (left <= 0) {
                    throw new ClientFault(408, "nothing of the body came for " + patience.toSeconds() + " s");
                }
                ask();
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the body");
        }
        if (failure != null) {
            throw failure;
        }
        if (closed) {
            throw new IOException("the exchange is over");
        }
        return piece;
    }

    private void ask() {
        if (!asked) {
            asked = true;
            more.run();
        }
    }
}
