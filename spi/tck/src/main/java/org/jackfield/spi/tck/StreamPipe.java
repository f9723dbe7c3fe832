package org.jackfield.spi.tck;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;

/** One direction of a stream in memory: a bounded ring of bytes between a writer and a reader that wait for each other. */
final class StreamPipe {
    /** Bytes a ring starts with; it grows to its capacity, for most streams of a test carry little. */
    private static final int SMALLEST = 64;
    /** What a muxer lets be under way at most, so what a reader that has gone may still have to drop. */
    private static final int LARGEST_WINDOW = 16 * 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int capacity;
    private final int piece;
    private byte[] ring = new byte[SMALLEST];
    private int head;
    private int size;
    private boolean ended;
    private boolean dropping;
    private int droppable = LARGEST_WINDOW;
    private @Nullable Supplier<IOException> readFailure;
    private @Nullable Supplier<IOException> writeFailure;
    private int reading;
    private int writing;

    StreamPipe(Delivery delivery) {
        this.capacity = delivery.capacity();
        this.piece = delivery.piece();
    }

    /** Adds bytes, waiting for room. */
    void write(byte[] source, int offset, int length, Supplier<Deadline> deadline) throws IOException {
        lock.lock();
        try {
            writing++;
            int at = offset;
            int left = length;
            while (left > 0) {
                await(() -> hasRoom() || ended || writeFailure != null, deadline);
                if (writeFailure != null) {
                    throw writeFailure.get();
                }
                if (ended) {
                    throw new IllegalStateException("written to a stream after closeWrite");
                }
                int count = dropping ? drop(left) : put(source, at, left);
                at += count;
                left -= count;
            }
        } finally {
            writing--;
            lock.unlock();
        }
    }

    /** Takes bytes, waiting for the first; −1 at the clean end. */
    int read(byte[] target, int offset, int length, Supplier<Deadline> deadline) throws IOException {
        lock.lock();
        try {
            reading++;
            changed.signalAll();
            await(() -> size > 0 || ended || readFailure != null, deadline);
            if (readFailure != null) {
                throw readFailure.get();
            }
            return size == 0 ? -1 : take(target, offset, length);
        } finally {
            reading--;
            lock.unlock();
        }
    }

    int available() {
        lock.lock();
        try {
            return readFailure == null ? Math.min(size, piece) : 0;
        } finally {
            lock.unlock();
        }
    }

    /** Marks the clean end behind what was written; false if it had ended. */
    boolean end() {
        lock.lock();
        try {
            boolean first = !ended;
            ended = true;
            changed.signalAll();
            return first;
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether nothing more will be written. */
    boolean isOver() {
        lock.lock();
        try {
            return ended || writeFailure != null;
        } finally {
            lock.unlock();
        }
    }

    /** Gives up reading: drops what is queued and what will come, and returns no credit for it, so a writer that goes on comes to wait. */
    void closeRead() {
        lock.lock();
        try {
            dropping = true;
            size = 0;
            if (readFailure == null) {
                readFailure = () -> new IOException("the stream is closed");
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Cuts: the ends meet these failures from now on. The first cut counts. */
    void cut(Supplier<IOException> forReader, Supplier<IOException> forWriter) {
        lock.lock();
        try {
            size = 0;
            if (readFailure == null) {
                readFailure = forReader;
            }
            if (writeFailure == null) {
                writeFailure = forWriter;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether a reader waits for bytes that are not there. */
    boolean hasWaitingReader() {
        lock.lock();
        try {
            return reading > 0 && size == 0 && !ended && readFailure == null;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether a writer waits for room. */
    boolean hasWaitingWriter() {
        lock.lock();
        try {
            return writing > 0 && !hasRoom() && writeFailure == null;
        } finally {
            lock.unlock();
        }
    }

    /** Lets waiting threads look at their deadline again. */
    void recheck() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom() {
        return dropping ? droppable > 0 : size < capacity;
    }

    private int drop(int length) {
        int count = Math.min(length, droppable);
        droppable -= count;
        return count;
    }

    private int put(byte[] source, int offset, int length) {
        if (length > ring.length - size && ring.length < capacity) {
            grow(Math.min(capacity, Math.max(size + length, 2 * ring.length)));
        }
        int tail = (head + size) % ring.length;
        int count = Math.min(Math.min(length, ring.length - size), ring.length - tail);
        System.arraycopy(source, offset, ring, tail, count);
        size += count;
        changed.signalAll();
        return count;
    }

    private void grow(int length) {
        byte[] larger = new byte[length];
        int first = Math.min(size, ring.length - head);
        System.arraycopy(ring, head, larger, 0, first);
        System.arraycopy(ring, 0, larger, first, size - first);
        ring = larger;
        head = 0;
    }

    private int take(byte[] target, int offset, int length) {
        int count = Math.min(Math.min(Math.min(length, piece), size), ring.length - head);
        System.arraycopy(ring, head, target, offset, count);
        head = (head + count) % ring.length;
        size -= count;
        changed.signalAll();
        return count;
    }

    private void await(BooleanSupplier ready, Supplier<Deadline> deadline) throws IOException {
        try {
            while (!ready.getAsBoolean()) {
                long left = deadline.get().remainingNanos();
                if (left <= 0) {
                    throw new DeadlineExpired("waited past the deadline of the stream");
                }
                changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
