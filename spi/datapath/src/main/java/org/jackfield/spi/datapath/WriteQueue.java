package org.jackfield.spi.datapath;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.Deadline;

/**
 * What the streams of one session want sent: filled by many threads, drained by the event loop while the channel takes it. Frames leave in
 * the order they came; small ones that wait together leave as one write, large ones untouched.
 */
public final class WriteQueue {
    private static final int FLUSH_EVERY = 128 * 1024;
    /** Then the loop serves its other channels before it goes on. */
    private static final int AT_ONCE = 1024 * 1024;
    private static final int SMALL = 1024;
    private static final int BATCH = 8 * 1024;
    private static final long STEP = 128 * 1024;
    /** What a waiting frame costs beside its bytes: buffer object, memory rounded up, queue node. */
    private static final long FRAME_COST = 256;

    private final Channel channel;
    private final long capacity;
    private final MemoryBudget budget;
    private final ConcurrentLinkedQueue<ByteBuf> frames = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Gate> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong reserved = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Runnable drain = this::drain;
    private volatile @Nullable IOException failure;
    private @Nullable ChannelHandlerContext context;

    /**
     * @param capacity bytes that may wait before {@link #put} blocks, each frame counted with 256 bytes on top; the last frame may go beyond
     * @param budget   where memory is reserved for what waits beyond one frame; while it has none, writers wait as for a full queue
     */
    public WriteQueue(Channel channel, long capacity, MemoryBudget budget) {
        this.channel = channel;
        this.capacity = capacity;
        this.budget = budget;
    }

    /** Starts draining; from {@code handlerAdded}, event loop only. */
    public void attach(ChannelHandlerContext handlerContext) {
        context = handlerContext;
        drain();
    }

    /** Adds a finished frame, taking it; waits while the queue is full. */
    public void put(ByteBuf frame, Deadline deadline) throws IOException {
        try {
            reserve(cost(frame), deadline);
        } catch (IOException | RuntimeException e) {
            frame.release();
            throw e;
        }
        enqueue(frame);
    }

    /** Adds a finished frame without waiting; for control frames, which their user bounds by {@link #queuedBytes}. Any thread. */
    public void putNow(ByteBuf frame) {
        queued.addAndGet(cost(frame));
        enqueue(frame);
    }

    /** Counts bytes that wait here, each frame with 256 on top, without those the channel holds. */
    public long queuedBytes() {
        return queued.get();
    }

    /** Sends what waits while the channel is writable; event loop only. Call it when writability changes. */
    public void drain() {
        scheduled.set(false);
        ChannelHandlerContext ctx = context;
        if (ctx == null || failure != null) {
            return;
        }
        int written = 0;
        int unflushed = 0;
        while (channel.isWritable() && written < AT_ONCE) {
            ByteBuf next = next();
            if (next == null) {
                break;
            }
            written += next.readableBytes();
            unflushed += next.readableBytes();
            ctx.write(next, ctx.voidPromise());
            if (unflushed >= FLUSH_EVERY) {
                unflushed = 0;
                flush(ctx);
            }
        }
        if (unflushed > 0) {
            flush(ctx);
        }
        if (written >= AT_ONCE) {
            schedule();
        } else if (queued.get() == 0) {
            giveBack();
        }
    }

    /** Fails waiting and coming writers, and drops what waits; event loop only. */
    public void close(IOException cause) {
        if (failure == null) {
            failure = cause;
        }
        discard();
        giveBack();
        admit();
    }

    private void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        admit();
    }

    private @Nullable ByteBuf next() {
        ByteBuf frame = frames.poll();
        if (frame == null) {
            return null;
        }
        queued.addAndGet(-cost(frame));
        return frame.readableBytes() < SMALL && !frames.isEmpty() ? gather(frame) : frame;
    }

    private ByteBuf gather(ByteBuf first) {
        ByteBuf batch = FrameBuffers.allocate(channel.alloc(), BATCH);
        append(batch, first);
        ByteBuf next;
        while ((next = frames.peek()) != null && next.readableBytes() < SMALL && batch.writableBytes() >= next.readableBytes()
                + FrameBuffers.TAILROOM) {
            frames.remove();
            queued.addAndGet(-cost(next));
            append(batch, next);
        }
        return batch;
    }

    private static void append(ByteBuf batch, ByteBuf frame) {
        batch.writeBytes(frame);
        frame.release();
    }

    private void enqueue(ByteBuf frame) {
        frames.add(frame);
        if (failure != null) {
            discard();
            giveBack();
        } else {
            schedule();
        }
    }

    /** Reserves room before the frame is queued, so that however many writers wake at once, only the last goes beyond the capacity. */
    private void reserve(long cost, Deadline deadline) throws IOException {
        while (true) {
            IOException cause = failure;
            if (cause != null) {
                giveBack();
                throw Failures.again(cause);
            }
            long before = queued.get();
            if (before >= capacity || before > 0 && !hasMemory(before + cost)) {
                awaitRoom(before, deadline);
            } else if (queued.compareAndSet(before, before + cost)) {
                return;
            }
        }
    }

    /** Reserves in large steps, and all goes back when the queue is empty: a budget has many users. */
    private boolean hasMemory(long needed) {
        while (true) {
            long before = reserved.get();
            if (needed <= before) {
                return true;
            }
            if (!budget.reserve(STEP)) {
                return false;
            }
            if (!reserved.compareAndSet(before, before + STEP)) {
                budget.release(STEP);
            }
        }
    }

    private void giveBack() {
        long unused = reserved.getAndSet(0);
        if (unused > 0) {
            budget.release(unused);
        }
    }

    /** Waits until fewer bytes wait than did, or none that stand in the way. */
    private void awaitRoom(long waitingBytes, Deadline deadline) throws IOException {
        Gate gate = new Gate();
        waiting.add(gate);
        try {
            gate.await(() -> failure != null || queued.get() < Math.min(capacity, waitingBytes), deadline);
        } finally {
            waiting.remove(gate);
        }
    }

    private void admit() {
        if (!waiting.isEmpty() && (queued.get() < capacity / 2 || failure != null)) {
            waiting.forEach(Gate::signal);
        }
    }

    private void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            channel.eventLoop().execute(drain);
        }
    }

    private void discard() {
        ByteBuf frame;
        while ((frame = frames.poll()) != null) {
            queued.addAndGet(-cost(frame));
            frame.release();
        }
    }

    private static long cost(ByteBuf frame) {
        return frame.readableBytes() + FRAME_COST;
    }
}
