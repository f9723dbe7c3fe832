package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.ReentrantLock;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.datapath.MuxedStream;

/** The reading face of a stream: one copy, from the frame into the caller's array. */
final class StreamInput extends InputStream {
    private final MuxedStream stream;
    private final StreamOutput out;
    private final StreamMeter meter;
    private @Nullable ByteBuf current;
    private Confirmation confirmation = () -> {};
    /** Held while the answers to a proposal are read: by the reader, or by the writer who is about to say that nothing follows. */
    private final ReentrantLock confirming = new ReentrantLock();
    private volatile boolean unconfirmed;
    private boolean ended;
    private volatile boolean closed;

    StreamInput(MuxedStream stream, StreamOutput out, StreamMeter meter) {
        this.stream = stream;
        this.out = out;
        this.meter = meter;
    }

    /** Sets what has to happen before the first byte is read. */
    void confirmFirst(Confirmation first) {
        confirmation = first;
        unconfirmed = true;
    }

    /** Waits until the peer has answered a lazy proposal; any thread, a reader may be at it. */
    void confirm() throws IOException {
        if (!unconfirmed || confirming.isHeldByCurrentThread()) {
            return;
        }
        try {
            confirming.lockInterruptibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another thread waits for the answer to the proposal");
        }
        try {
            if (unconfirmed) {
                confirmation.read();
            }
        } finally {
            unconfirmed = false;
            confirming.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        return fill() ? current().readByte() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        java.util.Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, current().readableBytes());
        current().readBytes(target, offset, count);
        return count;
    }

    @Override
    public int available() {
        ByteBuf buf = current;
        if (buf == null && !ended && !closed) {
            buf = current = metered(stream.poll());
        }
        return buf == null ? 0 : buf.readableBytes();
    }

    /** Frees what was received and not read; from the reading thread, or when there is none any more. */
    @Override
    public void close() {
        closed = true;
        release();
    }

    /** Makes {@link #current} readable; false at the end. */
    private boolean fill() throws IOException {
        confirm();
        ByteBuf buf = current;
        if (buf != null && buf.isReadable()) {
            return true;
        }
        release();
        if (closed) {
            throw new IOException("the stream is closed");
        }
        if (ended) {
            return false;
        }
        ByteBuf next = stream.poll();
        if (next == null) {
            out.flushIfIdle();
            next = stream.read();
        }
        current = metered(next);
        ended = next == null;
        return next != null;
    }

    private @Nullable ByteBuf metered(@Nullable ByteBuf next) {
        if (next != null) {
            meter.received(next.readableBytes());
        }
        return next;
    }

    private ByteBuf current() {
        ByteBuf buf = current;
        if (buf == null) {
            throw new IllegalStateException("read by two threads");
        }
        return buf;
    }

    private void release() {
        ByteBuf buf = current;
        current = null;
        if (buf != null) {
            buf.release();
        }
    }

    /** Reads the answers to a lazy proposal. */
    @FunctionalInterface
    interface Confirmation {
        void read() throws IOException;
    }
}
