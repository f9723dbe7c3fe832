package org.jackfield.spi.tck;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.multiformats.Bytes;

/** One direction of a link in memory: a bounded ring of bytes between two event loops that never wait. Thread-safe. */
final class LinkPipe {
    /** What a socket's receive buffer would have at least, so that a small piece is a small part of its memory. */
    private static final int LEAST_BUFFER = 2048;
    private static final int MOST_RECORDED = 1 << 20;

    private final byte[] ring;
    private final int piece;
    private final ByteArrayOutputStream recorded = new ByteArrayOutputStream();
    private int head;
    private int size;
    private long written;
    private long taken;
    private long cutAt = Long.MAX_VALUE;
    private long flipAt = -1;
    private int flipMask;
    private boolean stalled;
    private boolean ended;
    private boolean readerGone;
    private boolean writerWaits;

    LinkPipe(Delivery delivery) {
        this.ring = new byte[delivery.capacity()];
        this.piece = delivery.piece();
    }

    /** Adds what there is room for and tells how much that was; all of it is dropped behind a cut. */
    synchronized int put(ByteBuf source) throws IOException {
        if (readerGone) {
            throw new IOException("broken pipe");
        }
        int count = 0;
        int offered = source.readableBytes();
        for (; count < offered && (size < ring.length || written >= cutAt); count++) {
            add(source.getByte(source.readerIndex() + count));
        }
        writerWaits = count < offered;
        return count;
    }

    /** Takes the next piece; null if there is none now. */
    synchronized @Nullable ByteBuf take(ByteBufAllocator allocator) {
        if (stalled || size == 0) {
            return null;
        }
        int count = Math.min(piece, size);
        ByteBuf target = allocator.directBuffer(Math.max(LEAST_BUFFER, count));
        for (int left = count; left > 0;) {
            int run = Math.min(left, ring.length - head);
            target.writeBytes(ring, head, run);
            head = (head + run) % ring.length;
            left -= run;
        }
        size -= count;
        taken += count;
        return target;
    }

    /** Tells, once, whether a writer waits for the room there is now. */
    synchronized boolean resumesWriter() {
        boolean resumes = writerWaits && (size < ring.length || readerGone);
        writerWaits &= !resumes;
        return resumes;
    }

    /** Tells whether the reader has all it will ever get. */
    synchronized boolean atEnd() {
        return !stalled && size == 0 && (ended || taken >= cutAt);
    }

    /** Marks the end behind what was written. */
    synchronized void end() {
        ended = true;
    }

    /** Drops what is under way and refuses what will come. */
    synchronized void closeRead() {
        readerGone = true;
        size = 0;
    }

    synchronized void stall(boolean stall) {
        stalled = stall;
    }

    synchronized void cutAfter(long bytes) {
        cutAt = bytes;
    }

    synchronized void flip(long offset, int mask) {
        flipAt = offset;
        flipMask = mask;
    }

    synchronized long written() {
        return written;
    }

    synchronized long taken() {
        return taken;
    }

    synchronized Bytes recorded() {
        return Bytes.copyOf(recorded.toByteArray());
    }

    private void add(byte original) {
        byte value = (byte) (written == flipAt ? original ^ flipMask : original);
        if (written < cutAt) {
            ring[(head + size) % ring.length] = value;
            size++;
            if (written < MOST_RECORDED) {
                recorded.write(value);
            }
        }
        written++;
    }
}
