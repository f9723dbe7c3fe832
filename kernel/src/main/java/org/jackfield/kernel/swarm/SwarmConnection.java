package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.Connection;
import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.MuxedSession;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.SessionListener;

/** A connection: a muxed session and the facts agreed when it was made. */
final class SwarmConnection implements Connection, SessionListener {
    private final Info info;
    private final Observer observer;
    private volatile @Nullable MuxedSession session;
    private volatile @Nullable ConnectionClosed ended;
    private volatile boolean closing;

    SwarmConnection(Info info, Observer observer) {
        this.info = info;
        this.observer = observer;
    }

    /** Sets the session; once, before it can call back. */
    void attach(MuxedSession muxed) {
        session = muxed;
    }

    @Override
    public Info info() {
        return info;
    }

    @Override
    public PeerStream open(ProtocolId protocol, Deadline deadline) throws IOException {
        MuxedStream stream = session().open(deadline);
        stream.deadline(deadline);
        try {
            PeerStream opened = observer.assumesServed().test(protocol)
                    ? SwarmStream.lazy(protocol, this, stream)
                    : SwarmStream.negotiated(protocol, this, stream);
            stream.deadline(Deadline.NEVER);
            return opened;
        } catch (IOException | RuntimeException e) {
            stream.reset(ErrorCode.NEGOTIATION_FAILED);
            throw e;
        }
    }

    @Override
    public int streams() {
        MuxedSession muxed = session;
        return muxed == null ? 0 : muxed.streams();
    }

    @Override
    public boolean isOpen() {
        return ended == null && !closing;
    }

    @Override
    public void abort(ErrorCode code) {
        close(code, "aborted by this node: " + code);
    }

    @Override
    public void close() {
        close(ErrorCode.NONE, "closed by this node");
    }

    /** Closes with a reason for the event. From here on nobody is given this connection any more; its end follows in the event loop. */
    void close(ErrorCode code, String reason) {
        closing = true;
        MuxedSession muxed = session;
        if (muxed != null) {
            muxed.close(code, reason);
        }
    }

    @Override
    public void inbound(MuxedStream stream) {
        observer.inbound().accept(this, stream);
    }

    @Override
    public void closed(ConnectionClosed reason) {
        ended = reason;
        observer.closed().accept(this, reason);
    }

    /** Gives the reason of the end, if it has ended. */
    @Nullable
    ConnectionClosed ended() {
        return ended;
    }

    private MuxedSession session() throws ConnectionClosed {
        ConnectionClosed reason = ended;
        if (reason != null) {
            throw reason;
        }
        MuxedSession muxed = session;
        if (muxed == null) {
            throw new IllegalStateException("the connection is not ready");
        }
        return muxed;
    }

    @Override
    public String toString() {
        return info.peer() + " at " + info.remoteAddress();
    }

    /**
     * Who hears of a connection.
     *
     * @param assumesServed tells whether the peer can be assumed to serve a protocol
     * @param inbound       takes streams the peer opens; on the event loop
     * @param closed        hears of the end; on the event loop
     */
    record Observer(Predicate<ProtocolId> assumesServed, BiConsumer<SwarmConnection, MuxedStream> inbound,
            BiConsumer<SwarmConnection, ConnectionClosed> closed) {}
}
