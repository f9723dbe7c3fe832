package org.jackfield.kernel.limits;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.jackfield.kernel.limits.ResourceManager.Origin;
import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.datapath.ConnectionScope;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

/** What one connection uses, from its first byte to its end. Thread-safe. */
public final class ManagedConnection implements ConnectionScope, AutoCloseable {
    private final ResourceManager manager;
    private final Direction direction;
    private final Scope own;
    private final Set<ManagedStream> streams = ConcurrentHashMap.newKeySet(1);
    /** Of the connection itself: what waits to be sent. */
    private long memory;
    private Origin origin;
    private @Nullable Established established;
    private boolean closed;
    private @Nullable String gaveWay;
    private Runnable cut = () -> {};

    private record Established(PeerId peer, Scope widest, Scope peerScope) {}

    ManagedConnection(ResourceManager manager, Direction direction, Origin origin) {
        this.manager = manager;
        this.direction = direction;
        this.origin = origin;
        this.own = new Scope("connection", "limits.connection", manager.budgets().connection());
    }

    Direction direction() {
        return direction;
    }

    Scope own() {
        return own;
    }

    /**
     * Learns from where it comes, if it was accepted from a proxy; once, before it is established.
     *
     * @throws LimitExceeded if the connection is to be closed
     */
    public synchronized void cameFrom(Multiaddr remote) throws LimitExceeded {
        if (!closed) {
            origin = manager.origin(remote);
        }
    }

    /** Sets what closes the link if it has to give way to another while it is no connection yet; at once if it had to already. */
    public void onGivingWay(Runnable newCut) {
        boolean late;
        synchronized (this) {
            cut = newCut;
            late = gaveWay != null;
        }
        if (late) {
            newCut.run();
        }
    }

    /** Tells why the link had to give way, if it had. */
    public synchronized Optional<String> gaveWay() {
        return Optional.ofNullable(gaveWay);
    }

    /** Gives its place up, unless it became a connection. */
    void giveWay(String reason) {
        Runnable running;
        synchronized (this) {
            if (closed || established != null) {
                return;
            }
            gaveWay = reason;
            running = cut;
        }
        close();
        running.run();
    }

    /**
     * Goes from pending to established; once.
     *
     * @throws LimitExceeded if the connection is to be closed
     */
    public synchronized void established(PeerId peer) throws LimitExceeded {
        if (gaveWay != null) {
            throw new LimitExceeded(gaveWay);
        }
        if (closed) {
            return;
        }
        List<Scope> scopes = manager.establish(this, peer, origin.passes());
        established = new Established(peer, scopes.getFirst(), scopes.getLast());
    }

    @Override
    public ManagedStream openStream(Direction opener, long streamMemory) throws LimitExceeded {
        Claim claim = Claim.stream(opener, streamMemory);
        List<Scope> chain;
        ManagedStream stream;
        synchronized (this) {
            chain = chain();
            stream = new ManagedStream(manager, this, chain, opener);
        }
        stream.begin(claim);
        streams.add(stream);
        if (isClosed()) {
            stream.ended(false, "the connection ended");
        }
        return stream;
    }

    @Override
    public boolean reserve(long bytes) {
        try {
            synchronized (this) {
                if (closed) {
                    return false;
                }
                manager.take(chain(), Claim.memory(bytes));
                memory += bytes;
            }
            return true;
        } catch (LimitExceeded _) {
            return false;
        }
    }

    @Override
    public synchronized void release(long bytes) {
        long given = Math.min(bytes, memory);
        memory -= given;
        chain().forEach(scope -> scope.give(Claim.memory(given)));
    }

    /** Gives everything back, that of forgotten streams too. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        streams.forEach(stream -> stream.ended(false, "the connection ended"));
        synchronized (this) {
            release(memory);
            Established now = established;
            if (now == null) {
                manager.abandon(this);
            } else {
                manager.end(this, now.widest(), now.peer());
            }
            manager.forget(this, origin);
        }
    }

    /** Gives the peer, once it is proved. */
    synchronized Optional<PeerId> peer() {
        return Optional.ofNullable(established).map(Established::peer);
    }

    void left(ManagedStream stream) {
        streams.remove(stream);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** The scopes around this connection, widest first. */
    private List<Scope> chain() {
        Established now = established;
        return now == null ? List.of(manager.pending(), own) : List.of(now.widest(), now.peerScope(), own);
    }
}
