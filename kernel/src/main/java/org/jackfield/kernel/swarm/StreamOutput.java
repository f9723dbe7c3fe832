package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.datapath.FrameBuffers;
import org.jackfield.spi.datapath.MuxedStream;

/**
 * The writing face of a stream: one copy, from the caller's array into a buffer that travels unchanged to the socket. Buffers start small and
 * grow while they are filled faster than flushed.
 */
final class StreamOutput extends OutputStream {
    private static final int SMALLEST = 2048 - FrameBuffers.HEADROOM - FrameBuffers.TAILROOM;

    private final MuxedStream stream;
    private final StreamMeter meter;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ByteBuf buffer;
    private int nextSize = SMALLEST;
    private boolean ended;

    StreamOutput(MuxedStream stream, StreamMeter meter) {
        this.stream = stream;
        this.meter = meter;
    }

    @Override
    public void write(int value) throws IOException {
        lock.lock();
        try {
            room(1).writeByte(value);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        java.util.Objects.checkFromIndexSize(offset, length, source.length);
        lock.lock();
        try {
            int at = offset;
            int left = length;
            while (left > 0) {
                ByteBuf target = room(left);
                int count = Math.min(left, target.writableBytes() - FrameBuffers.TAILROOM);
                target.writeBytes(source, at, count);
                at += count;
                left -= count;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() throws IOException {
        lock.lock();
        try {
            send();
        } finally {
            lock.unlock();
        }
    }

    /** Flushes unless a writer is at it, who then may be waiting for the very window that the reader will cause to open. */
    void flushIfIdle() throws IOException {
        if (lock.tryLock()) {
            try {
                send();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Flushes and ends our direction. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (!ended) {
                send();
                ended = true;
                stream.closeWrite();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether {@link #close} has ended our direction. */
    boolean ended() {
        return ended;
    }

    /** Frees what was written and not sent; waits for no writer. */
    void discard() {
        if (lock.tryLock()) {
            try {
                ended = true;
                ByteBuf unsent = buffer;
                buffer = null;
                if (unsent != null) {
                    unsent.release();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private ByteBuf room(int wanted) throws IOException {
        if (ended) {
            throw new IOException("the stream's writing side is closed");
        }
        ByteBuf buf = buffer;
        if (buf != null && buf.writableBytes() > FrameBuffers.TAILROOM) {
            return buf;
        }
        if (buf != null) {
            nextSize = Math.min(FrameBuffers.PAYLOAD, nextSize * 4);
            send();
        }
        int size = Math.min(FrameBuffers.PAYLOAD, Math.max(nextSize, wanted));
        ByteBuf fresh = FrameBuffers.allocate(ByteBufAllocator.DEFAULT, size);
        buffer = fresh;
        return fresh;
    }

    private void send() throws IOException {
        ByteBuf full = buffer;
        buffer = null;
        if (full != null) {
            if (full.readableBytes() < nextSize / 4) {
                nextSize = Math.max(SMALLEST, nextSize / 4);
            }
            int bytes = full.readableBytes();
            stream.write(full);
            meter.sent(bytes);
        }
    }
}
