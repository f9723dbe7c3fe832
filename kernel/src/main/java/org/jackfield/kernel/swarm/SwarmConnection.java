package org.jackfield.kernel.swarm;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.jackfield.kernel.connection.Managed;
import org.jackfield.kernel.limits.ManagedConnection;
import org.jackfield.kernel.limits.ManagedStream;
import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.Events;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.MuxedSession;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.SessionListener;

/** A connection: a muxed session and the facts agreed when it was made. */
final class SwarmConnection implements Managed, SessionListener {
    private final Info info;
    private final InstantSource clock;
    private final ManagedConnection scope;
    private final Observer observer;
    private volatile @Nullable MuxedSession session;
    private volatile @Nullable ConnectionClosed ended;
    private boolean announced;
    private volatile boolean closing;
    private volatile boolean retired;
    private volatile String why = "";
    private volatile Instant lastUsed;

    SwarmConnection(Info info, InstantSource clock, ManagedConnection scope, Observer observer) {
        this.scope = scope;
        this.clock = clock;
        this.info = info;
        this.observer = observer;
        this.lastUsed = info.openedAt();
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
        lastUsed = clock.instant();
        MuxedStream stream = session().open(deadline);
        stream.deadline(deadline);
        try {
            SwarmStream opened = observer.assumesServed().test(protocol)
                    ? SwarmStream.lazy(protocol, this, stream)
                    : SwarmStream.negotiated(protocol, this, stream);
            stream.deadline(Deadline.NEVER);
            speaks(stream, protocol, Direction.OUTBOUND);
            return opened.metered(observer.metrics(), Direction.OUTBOUND);
        } catch (LimitExceeded e) {
            stream.reset(e.code());
            throw e;
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
    public Optional<Duration> roundTrip() {
        MuxedSession muxed = session;
        return muxed == null ? Optional.empty() : muxed.roundTrip();
    }

    @Override
    public boolean isOpen() {
        return ended == null && !closing;
    }

    @Override
    public void close() {
        close(ErrorCode.NONE, "closed by this node");
    }

    /** Another connection to the peer takes its place: this one is for its open streams only. */
    void retire() {
        retired = true;
    }

    boolean isRetired() {
        return retired;
    }

    /** From here on nobody is given this connection any more; its end follows in the event loop. */
    @Override
    public void close(ErrorCode code, String reason) {
        closing = true;
        MuxedSession muxed = session;
        if (muxed != null) {
            muxed.close(code, reason);
        }
    }

    @Override
    public String why() {
        return why;
    }

    /** Notes who wanted the connection; the first who did counts. */
    void wantedBy(String who) {
        if (why.isEmpty()) {
            why = who;
        }
    }

    @Override
    public Instant lastUsed() {
        return lastUsed;
    }

    @Override
    public void inbound(MuxedStream stream) {
        lastUsed = clock.instant();
        observer.inbound().accept(this, stream);
    }

    /** A stream has its protocol: tells so, now and when it ends, and reserves what it takes. */
    void speaks(MuxedStream stream, ProtocolId protocol, Direction opener) throws LimitExceeded {
        observer.events().accept(new Events.StreamOpened(this, protocol, opener));
        try {
            ((ManagedStream) stream.scope()).speaks(protocol, (clean, reason) -> streamEnded(protocol, opener, clean, reason));
        } catch (LimitExceeded e) {
            streamEnded(protocol, opener, false, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void streamEnded(ProtocolId protocol, Direction opener, boolean clean, String reason) {
        lastUsed = clock.instant();
        observer.events().accept(new Events.StreamClosed(this, protocol, opener, clean, reason));
    }

    @Override
    public void closed(ConnectionClosed reason) {
        ended = reason;
        scope.close();
        if (isAnnounced()) {
            observer.closed().accept(this, reason);
        }
    }

    /**
     * Everybody has heard of the connection; only from now on its end is told.
     *
     * @return why it has ended, if it has meanwhile: telling that is up to the caller
     */
    synchronized Optional<ConnectionClosed> announced() {
        announced = true;
        return Optional.ofNullable(ended);
    }

    private synchronized boolean isAnnounced() {
        return announced;
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
     * @param metrics       counts the streams this node opens
     * @param events        hears of streams; must not block
     */
    record Observer(Predicate<ProtocolId> assumesServed, BiConsumer<SwarmConnection, MuxedStream> inbound,
            BiConsumer<SwarmConnection, ConnectionClosed> closed, StreamMetrics metrics,
            Consumer<Events.Event> events) {}
}
