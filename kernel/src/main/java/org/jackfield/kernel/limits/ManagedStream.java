package org.jackfield.kernel.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.LimitExceeded;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.StreamScope;
import org.jackfield.spi.peer.PeerId;

/** What one stream uses: pending until it has its protocol. Thread-safe. */
public final class ManagedStream implements StreamScope {
    private final ResourceManager manager;
    private final ManagedConnection connection;
    private final List<Scope> chain;
    private final Direction opener;
    private Claim claim;
    private final List<Scope> spoken = new ArrayList<>(2);
    private @Nullable ProtocolId protocol;
    private boolean ended;
    private @Nullable Listener listener;

    /** Hears of the end of a stream, once. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param clean  whether both sides said everything they had to say
         * @param reason in words
         */
        void ended(boolean clean, String reason);
    }

    ManagedStream(ResourceManager manager, ManagedConnection connection, List<Scope> around, Direction opener) {
        this.manager = manager;
        this.connection = connection;
        this.chain = new ArrayList<>(around);
        this.chain.add(new Scope("stream", "limits.stream", manager.budgets().stream()));
        this.opener = opener;
        this.claim = Claim.stream(opener, 0);
    }

    /** Takes what it needs from its start. */
    synchronized void begin(Claim first) throws LimitExceeded {
        manager.take(chain, first);
        claim = first;
        Refusal refusal = manager.pending().take(Claim.stream(opener, 0));
        if (refusal != null) {
            chain.forEach(scope -> scope.give(first));
            manager.refuse(refusal);
        }
    }

    /**
     * Says what the stream speaks; once.
     *
     * @param hears of its end; at once, if that has come already
     * @throws LimitExceeded if the stream is to be reset
     */
    public void speaks(ProtocolId id, Listener hears) throws LimitExceeded {
        synchronized (this) {
            if (!ended) {
                takeProtocol(id);
                listener = hears;
                return;
            }
        }
        hears.ended(false, "the connection ended");
    }

    @Override
    public synchronized boolean reserve(long bytes) {
        if (ended) {
            return false;
        }
        Claim more = Claim.memory(bytes);
        try {
            manager.take(all(), more);
        } catch (LimitExceeded _) {
            return false;
        }
        claim = claim.with(claim.memory() + bytes);
        return true;
    }

    @Override
    public synchronized void release(long bytes) {
        if (ended) {
            return;
        }
        long given = Math.min(bytes, claim.memory());
        claim = claim.with(claim.memory() - given);
        all().forEach(scope -> scope.give(Claim.memory(given)));
    }

    @Override
    public void ended(boolean clean, String reason) {
        Listener hears;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            chain.forEach(scope -> scope.give(claim));
            leaveProtocol();
            hears = listener;
        }
        connection.left(this);
        if (hears != null) {
            hears.ended(clean, reason);
        }
    }

    private void takeProtocol(ProtocolId id) throws LimitExceeded {
        ScopeTable.Taken all = manager.protocols().take(id, claim);
        manager.refuse(all.refusal());
        Optional<PeerId> peer = connection.peer();
        if (peer.isPresent()) {
            ScopeTable.Taken ofPeer = manager.peerProtocols().take(key(peer.get(), id), claim);
            if (ofPeer.refusal() != null) {
                manager.protocols().give(id, claim);
                manager.refuse(ofPeer.refusal());
            }
            spoken.add(ofPeer.scope());
        }
        spoken.add(all.scope());
        protocol = id;
        manager.pending().give(Claim.stream(opener, 0));
    }

    /** The scopes of protocols go with their last stream, so they are given back where they are kept. */
    private void leaveProtocol() {
        ProtocolId id = protocol;
        if (id == null) {
            manager.pending().give(Claim.stream(opener, 0));
            return;
        }
        manager.protocols().give(id, claim);
        connection.peer().ifPresent(peer -> manager.peerProtocols().give(key(peer, id), claim));
    }

    private List<Scope> all() {
        return Stream.concat(chain.stream(), spoken.stream()).toList();
    }

    private static ResourceManager.PeerProtocol key(PeerId peer, ProtocolId protocol) {
        return new ResourceManager.PeerProtocol(peer, protocol);
    }
}
