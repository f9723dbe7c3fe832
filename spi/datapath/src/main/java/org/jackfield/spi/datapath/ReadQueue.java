package org.jackfield.spi.datapath;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.Deadline;

/**
 * What one stream received and its reader has not taken: filled by the event loop, emptied by one thread. Bounded by its user: the window,
 * or {@link #queuedBytes} compared with a cap.
 *
 * <p>The reader is woken by {@link #wake} alone, once per batch of frames, because a wake-up costs more than a frame. What a queue keeps in
 * memory is a small multiple of the bytes in it, however the peer cuts them.
 */
public final class ReadQueue {
    /** A slice keeps its whole buffer alive; below this share of it the bytes are copied out. */
    private static final int MIN_SHARE = 4;
    /** Behind this many buffers, pieces smaller than {@link #SMALL} are put together: each buffer costs some 200 bytes by itself. */
    private static final int MERGE_BEHIND = 16;
    private static final int SMALL = 512;
    private static final int MERGED = 4096;

    private final ConcurrentLinkedQueue<ByteBuf> queue = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Tail> merging = new AtomicReference<>();
    private final AtomicLong polled = new AtomicLong();
    private long pushed;
    private final AtomicInteger queued = new AtomicInteger();
    private final Gate gate = new Gate();
    private volatile boolean ended;
    private volatile boolean dropping;
    private volatile @Nullable IOException failure;

    /**
     * Adds received bytes, taking them; event loop only.
     *
     * @param keepsAlive capacity of the memory that {@code data} is a slice of, in bytes; a small slice of much memory is copied out
     */
    public void offer(ByteBuf data, int keepsAlive) {
        if (dropping || !data.isReadable()) {
            data.release();
            return;
        }
        queued.addAndGet(data.readableBytes());
        if (data.readableBytes() < SMALL && pushed - polled.get() >= MERGE_BEHIND) {
            merge(data);
        } else {
            pushMerged();
            push(data.readableBytes() * MIN_SHARE < keepsAlive ? compact(data) : data);
        }
        if (dropping) {
            clear();
        }
    }

    /** Lets the reader see what was added; call once per batch. */
    public void wake() {
        gate.signal();
    }

    /** Marks the clean end; the reader first gets what is queued. Wakes. */
    public void end() {
        ended = true;
        gate.signal();
    }

    /** Ends with an error that the reader meets behind what is queued; no effect after {@link #end}. Wakes. */
    public void fail(IOException cause) {
        if (!ended && failure == null) {
            failure = cause;
        }
        gate.signal();
    }

    /** Ends with an error at once, dropping what is queued; also after {@link #end}. Wakes. */
    public void reset(IOException cause) {
        if (failure == null) {
            failure = cause;
        }
        drop();
        gate.signal();
    }

    /** Drops what is queued and what will come. */
    public void drop() {
        dropping = true;
        clear();
    }

    /** Counts bytes waiting for the reader. */
    public int queuedBytes() {
        return queued.get();
    }

    /** Takes the next bytes, waiting for them; null at the clean end. The caller owns them. */
    public @Nullable ByteBuf take(Deadline deadline) throws IOException {
        while (true) {
            ByteBuf next = poll();
            if (next != null) {
                return next;
            }
            IOException cause = failure;
            if (cause != null && isEmpty()) {
                throw Failures.again(cause);
            }
            if (ended && isEmpty()) {
                return null;
            }
            gate.await(() -> !isEmpty() || ended || failure != null, deadline);
        }
    }

    /** Takes the next bytes if there are any. The caller owns them. */
    public @Nullable ByteBuf poll() {
        ByteBuf next = next();
        if (next != null) {
            queued.addAndGet(-next.readableBytes());
        }
        return next;
    }

    private @Nullable ByteBuf next() {
        while (true) {
            ByteBuf next = queue.poll();
            if (next != null) {
                polled.incrementAndGet();
                return next;
            }
            Tail tail = merging.get();
            if (tail == null) {
                return null;
            }
            // Not equal: the loop pushed buffers since the queue looked empty, and they come first.
            if (tail.after == polled.get() && merging.compareAndSet(tail, null)) {
                return tail.bytes;
            }
        }
    }

    private boolean isEmpty() {
        return queue.isEmpty() && merging.get() == null;
    }

    private void push(ByteBuf data) {
        queue.add(data);
        pushed++;
    }

    private void pushMerged() {
        Tail tail = merging.get() == null ? null : merging.getAndSet(null);
        if (tail != null) {
            push(tail.bytes);
        }
    }

    /** Appends to the youngest buffer. It is out of the reader's reach meanwhile, and in order when it is back: nothing was pushed since. */
    private void merge(ByteBuf data) {
        Tail tail = merging.getAndSet(null);
        if (tail != null && tail.bytes.writableBytes() < data.readableBytes()) {
            push(tail.bytes);
            tail = null;
        }
        if (tail == null) {
            tail = new Tail(data.alloc().heapBuffer(MERGED, MERGED), pushed);
        }
        tail.bytes.writeBytes(data);
        data.release();
        merging.set(tail);
    }

    private void clear() {
        ByteBuf next;
        while ((next = poll()) != null) {
            next.release();
        }
    }

    private static ByteBuf compact(ByteBuf data) {
        int size = data.readableBytes();
        ByteBuf copy = data.alloc().heapBuffer(size, size).writeBytes(data);
        data.release();
        return copy;
    }

    /**
     * The youngest bytes, not in the queue yet.
     *
     * @param after how many buffers were pushed before it; the reader may have it when it took as many
     */
    private record Tail(ByteBuf bytes, long after) {}
}
