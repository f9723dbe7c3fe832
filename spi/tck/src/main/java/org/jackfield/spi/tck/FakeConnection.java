package org.jackfield.spi.tck;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jackfield.spi.Connection;
import org.jackfield.spi.ConnectionClosed;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.Events;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.ProtocolId;

/** One end of a connection between two fake hosts; its streams are {@link MemoryStream}s. */
public final class FakeConnection implements Connection {
    private static final ProtocolId SECURITY = new ProtocolId("/fake/security");
    private static final ProtocolId MUXER = new ProtocolId("/fake/muxer");

    private final FakeHost host;
    private final FakeHost peer;
    private final Info info;
    private final AtomicBoolean open;
    private final List<MemoryStream> streams = new CopyOnWriteArrayList<>();
    private FakeConnection other = this;

    private FakeConnection(FakeHost host, FakeHost peer, Direction direction, AtomicBoolean open) {
        this.host = host;
        this.peer = peer;
        this.open = open;
        this.info = new Info(peer.id(), direction, host.address(), peer.address(), SECURITY, MUXER, host.clock().instant());
    }

    /** Connects two hosts and tells both; gives the end of {@code from}. */
    static FakeConnection between(FakeHost from, FakeHost to) {
        AtomicBoolean open = new AtomicBoolean(true);
        FakeConnection outbound = new FakeConnection(from, to, Direction.OUTBOUND, open);
        FakeConnection inbound = new FakeConnection(to, from, Direction.INBOUND, open);
        outbound.other = inbound;
        inbound.other = outbound;
        to.connected(inbound);
        from.connected(outbound);
        return outbound;
    }

    /** Gives the end that the peer holds. */
    public FakeConnection otherEnd() {
        return other;
    }

    @Override
    public Info info() {
        return info;
    }

    /** Opens a stream that the peer's handler serves. */
    @Override
    public PeerStream open(ProtocolId protocol, Deadline deadline) throws IOException {
        if (!open.get()) {
            throw new ConnectionClosed(false, ErrorCode.NONE, "the connection is closed", null);
        }
        MemoryStream.Pair pair = MemoryStream.pair(protocol, this, other, host.network().delivery());
        peer.serve(pair.acceptor());
        streams.add(pair.opener());
        other.streams.add(pair.acceptor());
        return pair.opener();
    }

    @Override
    public int streams() {
        streams.removeIf(MemoryStream::isOver);
        return streams.size();
    }

    @Override
    public boolean isOpen() {
        return open.get();
    }

    @Override
    public void close(ErrorCode code, String reason) {
        end(code, reason);
    }

    @Override
    public void close() {
        end(ErrorCode.NONE, "closed");
    }

    private void end(ErrorCode code, String reason) {
        if (open.compareAndSet(true, false)) {
            streams.forEach(stream -> stream.cut(() -> closed(false, code, reason), () -> closed(true, code, reason)));
            host.disconnected(this, new Events.Disconnected(this, false, code, reason));
            peer.disconnected(other, new Events.Disconnected(other, true, code, reason));
        }
    }

    private static ConnectionClosed closed(boolean remote, ErrorCode code, String reason) {
        return new ConnectionClosed(remote, code, reason, null);
    }

    @Override
    public String toString() {
        return info.peer() + " at " + info.remoteAddress();
    }
}
