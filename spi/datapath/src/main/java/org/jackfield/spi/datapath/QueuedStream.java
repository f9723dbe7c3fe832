package org.jackfield.spi.datapath;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.StreamReset;

/**
 * What the streams of every muxer do alike: reading from a queue, half close, reset. A muxer adds how frames look and what a writer waits
 * for. Methods of the peer's side ({@code deliver}, {@code endedByPeer}, {@code resetByPeer}) belong to the event loop.
 */
public abstract class QueuedStream implements MuxedStream {
    private static final int WE_ENDED = 1;
    private static final int PEER_ENDED = 2;
    private static final int BOTH_ENDED = WE_ENDED | PEER_ENDED;

    private final ReadQueue incoming = new ReadQueue();
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicReference<@Nullable IOException> cut = new AtomicReference<>();
    private volatile Deadline deadline = Deadline.NEVER;
    private final StreamScope scope;
    private volatile boolean gone;
    private boolean touched;

    /**
     * For a muxer's stream.
     *
     * @param scope what was reserved for it; given back when the stream has left its session and holds no bytes
     */
    protected QueuedStream(StreamScope scope) {
        this.scope = scope;
    }

    @Override
    public final StreamScope scope() {
        return scope;
    }

    @Override
    public final @Nullable ByteBuf read() throws IOException {
        ByteBuf next = incoming.poll();
        if (next == null) {
            sendHeldBack();
            next = take();
        }
        return taken(next);
    }

    @Override
    public final @Nullable ByteBuf poll() {
        return taken(incoming.poll());
    }

    @Override
    public final void deadline(Deadline newDeadline) {
        deadline = newDeadline;
    }

    @Override
    public final void closeWrite() throws IOException {
        int before = ends.getAndUpdate(bits -> bits | WE_ENDED);
        if ((before & WE_ENDED) != 0) {
            return;
        }
        failIfCut();
        sendHeldBack();
        if ((before & PEER_ENDED) != 0) {
            leave();
        }
        sendEnd();
    }

    @Override
    public final void reset(ErrorCode code) {
        StreamReset cause = new StreamReset(false, code);
        boolean first = cut.compareAndSet(null, cause);
        incoming.reset(cause);
        wakeWriter();
        leave();
        // The connection may have ended first: then the stream has left, and what it held until now was its own.
        settle();
        if (first && ends.get() != BOTH_ENDED) {
            sendReset(code);
        }
    }

    @Override
    public final void closeRead() {
        incoming.drop();
        consumed(0);
        leaveIfCutAndRead();
        settle();
    }

    /** Adds received bytes, taking them; see {@link ReadQueue#offer}. */
    final void deliver(ByteBuf data, int keepsAlive) {
        if (isCut()) {
            data.release();
        } else {
            incoming.offer(data, keepsAlive);
            // A reset on another thread may have found the queue neither empty nor filled.
            settle();
        }
    }

    /** Notes that the reader is to be woken at the end of the batch; false if it was noted already. */
    final boolean touch() {
        boolean first = !touched;
        touched = true;
        return first;
    }

    /** Wakes the reader. */
    final void wake() {
        touched = false;
        incoming.wake();
    }

    /** Ends the peer's direction cleanly. */
    protected final void endedByPeer() {
        int before = ends.getAndUpdate(bits -> bits | PEER_ENDED);
        incoming.end();
        if ((before & WE_ENDED) != 0) {
            leave();
        }
    }

    /**
     * Cuts the stream because the peer did. What came before stays readable, and the reader meets the reset behind it: a peer that refuses
     * a protocol often says so and resets in one go. Until that is read the stream stays on the table, or a peer that opens, fills and
     * resets streams could make this node keep any amount.
     */
    protected final void resetByPeer(ErrorCode code) {
        StreamReset cause = new StreamReset(true, code);
        if (cut.compareAndSet(null, cause)) {
            incoming.fail(cause);
            wakeWriter();
            leaveIfCutAndRead();
        }
    }

    /** Hears that the stream is off its session's table. */
    final void gone() {
        gone = true;
        settle();
    }

    /** Ends the stream with its connection; the reader meets the failure behind what is queued. */
    final void fail(ConnectionClosed cause) {
        cut.compareAndSet(null, cause);
        incoming.fail(cause);
        wakeWriter();
        leave();
    }

    /** Throws what cut the stream, if something did. */
    protected final void failIfCut() throws IOException {
        IOException cause = cut.get();
        if (cause != null) {
            throw Failures.again(cause);
        }
    }

    /** Throws unless bytes can be written. */
    protected final void failUnlessWritable() throws IOException {
        failIfCut();
        if ((ends.get() & WE_ENDED) != 0) {
            throw new IllegalStateException("written to a stream after closeWrite");
        }
    }

    /** Tells whether the stream was cut; a writer that waits looks at this too. */
    protected final boolean isCut() {
        return cut.get() != null;
    }

    /** Tells whether the peer ended its direction. */
    protected final boolean peerEnded() {
        return (ends.get() & PEER_ENDED) != 0;
    }

    /** Counts received bytes that the reader has not taken. */
    protected final int unreadBytes() {
        return incoming.queuedBytes();
    }

    /** Bounds the waiting of the call that asks. */
    protected final Deadline deadline() {
        return deadline;
    }

    /** Called before the reader waits for bytes and before our direction ends: what waits to go with other frames has to go now. */
    protected void sendHeldBack() {}

    /** Called by the reader for bytes it took: their credit can be returned. Zero when it gave up reading. */
    protected void consumed(int bytes) {}

    /** Wakes a writer that waits for something else than the session's queue. */
    protected void wakeWriter() {}

    /** Sends the frame that ends our direction, behind all data. Does not wait. */
    protected abstract void sendEnd();

    /** Sends the frame that cuts the stream. Does not wait. */
    protected abstract void sendReset(ErrorCode code);

    /**
     * Takes the stream off its session's table; called once or more, when both directions ended or the stream was cut. When it is this side
     * that ends it, before the frame that says so: the peer may open the next stream the moment it reads that.
     */
    protected abstract void leave();

    private @Nullable ByteBuf taken(@Nullable ByteBuf next) {
        if (next != null) {
            consumed(next.readableBytes());
            leaveIfCutAndRead();
            settle();
        }
        return next;
    }

    private void settle() {
        if (gone && incoming.queuedBytes() == 0) {
            IOException cause = cut.get();
            scope.ended(cause == null, cause == null ? "both sides were done" : String.valueOf(cause.getMessage()));
        }
    }

    private void leaveIfCutAndRead() {
        if (isCut() && incoming.queuedBytes() == 0) {
            leave();
        }
    }

    private @Nullable ByteBuf take() throws IOException {
        try {
            return incoming.take(deadline);
        } catch (DeadlineExpired e) {
            reset(ErrorCode.NONE);
            throw e;
        }
    }
}
