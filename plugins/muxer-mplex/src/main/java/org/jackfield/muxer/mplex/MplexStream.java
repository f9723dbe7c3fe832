package org.jackfield.muxer.mplex;

import java.io.IOException;

import io.netty.buffer.ByteBuf;

import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.datapath.FrameBuffers;
import org.jackfield.spi.datapath.QueuedStream;
import org.jackfield.spi.datapath.StreamScope;

/** One mplex stream: nothing but frames around what every stream does. */
final class MplexStream extends QueuedStream {
    /** Bytes each stream reserves from its start, and each further step. */
    static final int RESERVED = 64 * 1024;

    private final MplexSession session;
    private final long id;
    private final boolean outbound;
    private long reserved = RESERVED;

    MplexStream(MplexSession session, StreamScope scope, long id, boolean outbound) {
        super(scope);
        this.session = session;
        this.id = id;
        this.outbound = outbound;
    }

    @Override
    public void write(ByteBuf data) throws IOException {
        boolean owned = true;
        try {
            while (owned && data.isReadable()) {
                failUnlessWritable();
                int size = Math.min(data.readableBytes(), FrameBuffers.PAYLOAD);
                owned = size < data.readableBytes() || !FrameBuffers.hasRoom(data, FrameHeader.LARGEST, 0);
                ByteBuf frame = owned ? FrameBuffers.allocate(session.allocator(), size).writeBytes(data, size) : data;
                new FrameHeader(FrameKind.MESSAGE, outbound, id, size).prependTo(frame);
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

    /** Names the stream on its session's table. */
    long key() {
        return key(id, outbound);
    }

    static long key(long id, boolean outbound) {
        return (id << 1) | (outbound ? 1 : 0);
    }

    boolean outbound() {
        return outbound;
    }

    int unread() {
        return unreadBytes();
    }

    /** Reserves memory for bytes that arrived, event loop only; false if there is none, and a muxer without flow control has no other way out. */
    boolean hasRoomFor(int bytes) {
        while (reserved < unread() + bytes) {
            if (!scope().reserve(RESERVED)) {
                return false;
            }
            reserved += RESERVED;
        }
        return true;
    }

    /** Tells whether nothing more can come from the peer. */
    boolean hasEnded() {
        return peerEnded() || isCut();
    }

    void endByPeer() {
        endedByPeer();
    }

    void cutByPeer() {
        resetByPeer(ErrorCode.NONE);
    }

    @Override
    protected void consumed(int bytes) {
        session.eased(this);
    }

    @Override
    protected void sendEnd() {
        session.control(FrameKind.CLOSE, outbound, id);
    }

    @Override
    protected void sendReset(ErrorCode code) {
        session.control(FrameKind.RESET, outbound, id);
    }

    @Override
    protected void leave() {
        session.left(this);
    }
}
