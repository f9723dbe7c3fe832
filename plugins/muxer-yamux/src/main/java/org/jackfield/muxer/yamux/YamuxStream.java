package org.jackfield.muxer.yamux;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;

import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.datapath.FrameBuffers;
import org.jackfield.spi.datapath.Gate;
import org.jackfield.spi.datapath.QueuedStream;
import org.jackfield.spi.datapath.StreamScope;

/** One yamux stream: adds the two windows and the acknowledgement to what every stream does. */
final class YamuxStream extends QueuedStream {
    private static final long CLOSED = -1;

    private final YamuxSession session;
    private final long id;
    private final boolean inbound;
    private final AtomicBoolean unacknowledged = new AtomicBoolean(true);

    private final SendWindow sendWindow = new SendWindow();
    private final Gate credit = new Gate();

    private final ReceiveWindow receiveWindow;
    private final AtomicLong growth = new AtomicLong();
    private volatile long granted = ReceiveWindow.INITIAL;
    private long received;

    YamuxStream(YamuxSession session, StreamScope scope, long id, boolean inbound) {
        super(scope);
        this.session = session;
        this.id = id;
        this.inbound = inbound;
        this.receiveWindow = new ReceiveWindow(session.largestWindow(), this::reserveGrowth, session.now());
    }

    @Override
    public void write(ByteBuf data) throws IOException {
        boolean owned = true;
        try {
            failUnlessWritable();
            while (owned && data.isReadable()) {
                int size = awaitCredit(Math.min(data.readableBytes(), FrameBuffers.PAYLOAD));
                owned = size < data.readableBytes() || !FrameBuffers.hasRoom(data, FrameHeader.SIZE, 0);
                ByteBuf frame = owned ? copy(data, size) : data;
                new FrameHeader(FrameType.DATA, acknowledgement(), id, size).prependTo(frame);
                session.send(frame, deadline());
            }
        } catch (IOException e) {
            reset(ErrorCode.NONE);
            throw e;
        } finally {
            if (owned) {
                data.release();
            }
        }
    }

    long id() {
        return id;
    }

    boolean inbound() {
        return inbound;
    }

    /** Charges arriving bytes to the window, event loop only; false if the peer had no credit for them. */
    boolean charge(long bytes) {
        received += bytes;
        return received <= granted;
    }

    /** Takes the peer's acknowledgement, or the end of waiting for it; false if there was nothing to take. */
    boolean acknowledged() {
        return unacknowledged.getAndSet(false);
    }

    /** Takes credit from the peer, event loop only; false if that is more than a window holds. */
    boolean credit(long bytes) {
        boolean valid = sendWindow.add(bytes);
        credit.signal();
        return valid;
    }

    /** Gives up the memory reserved for a grown window; from now on it does not grow. Returns what was reserved. */
    long releaseGrowth() {
        return Math.max(0, growth.getAndSet(CLOSED));
    }

    /** Tells whether nothing more can come from the peer. */
    boolean hasEnded() {
        return peerEnded() || isCut();
    }

    void endByPeer() {
        endedByPeer();
    }

    void cutByPeer(long code) {
        resetByPeer(new ErrorCode(code));
    }

    @Override
    protected void sendHeldBack() {
        acknowledge();
    }

    @Override
    protected void consumed(int bytes) {
        if (bytes == 0 || peerEnded() || isCut()) {
            return;
        }
        long more = receiveWindow.consumed(bytes, session.now(), session.roundTripNanos());
        if (more > 0) {
            granted = receiveWindow.granted();
            session.control(FrameType.WINDOW_UPDATE, acknowledgement(), id, more);
        }
    }

    @Override
    protected void wakeWriter() {
        credit.signal();
    }

    @Override
    protected void sendEnd() {
        session.control(FrameType.WINDOW_UPDATE, FrameHeader.FIN, id, 0);
    }

    @Override
    protected void sendReset(ErrorCode code) {
        session.control(FrameType.WINDOW_UPDATE, FrameHeader.RST, id, code.value());
    }

    @Override
    protected void leave() {
        session.left(this);
    }

    private int awaitCredit(int wanted) throws IOException {
        while (true) {
            failIfCut();
            int taken = sendWindow.take(wanted);
            if (taken > 0) {
                return taken;
            }
            credit.await(() -> isCut() || sendWindow.isOpen(), deadline());
        }
    }

    private ByteBuf copy(ByteBuf data, int size) {
        return FrameBuffers.allocate(session.allocator(), size).writeBytes(data, size);
    }

    /** Tells the peer that its stream is in use, unless it was told. */
    private void acknowledge() {
        int flag = acknowledgement();
        if (flag != 0) {
            session.control(FrameType.WINDOW_UPDATE, flag, id, 0);
        }
    }

    /** Gives the flag that accepts the peer's stream for the first frame of ours, zero for the others. */
    private int acknowledgement() {
        if (!inbound || !unacknowledged.get() || !unacknowledged.getAndSet(false)) {
            return 0;
        }
        session.accepted();
        return FrameHeader.ACK;
    }

    private boolean reserveGrowth(long bytes) {
        if (!session.budget().take(bytes)) {
            return false;
        }
        if (!scope().reserve(bytes)) {
            session.budget().give(bytes);
            return false;
        }
        if (growth.getAndUpdate(now -> now == CLOSED ? CLOSED : now + bytes) == CLOSED) {
            session.budget().give(bytes);
            scope().release(bytes);
            return false;
        }
        return true;
    }
}
